//! Singles: one entry at the type's own name.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

on_each_database! {
    async fn a_single_is_written_read_and_deleted_at_its_name(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let model = json!({ "files": [{ "path": "home.json", "schema": {
            "kind": "singleType",
            "info": { "singularName": "home", "pluralName": "homes", "displayName": "Home" },
            "galley": { "public": true },
            "attributes": { "title": { "type": "string", "required": true }, "text": { "type": "text" } }
        } }] });
        owner.post("/admin/api/content-types/apply", &model).await.expect_status(200);
        let anonymous = server.anonymous();
        anonymous.get("/api/home").await.expect_status(404);
        let put = async |body: Value| owner.put("/api/home", &json!({ "data": body })).await;
        put(json!({ "text": "no title" })).await.expect_status(400);
        put(json!({ "title": "Hello" })).await.expect_status(200);
        let read = anonymous.get("/api/home").await.expect_status(200);
        assert_eq!((read.at("/data/title"), read.at("/meta")), (json!("Hello"), json!({})));
        let changed = put(json!({ "text": "Words" })).await.expect_status(200);
        assert_eq!(changed.at("/data/title"), "Hello");
        assert_eq!(changed.at("/data/documentId"), read.at("/data/documentId"));
        owner.post("/api/home", &json!({ "data": {} })).await.expect_status(405);
        owner.get("/api/homes").await.expect_status(404);
        anonymous.put("/api/home", &json!({ "data": {} })).await.expect_status(401);
        anonymous.delete("/api/home").await.expect_status(401);
        owner.delete("/api/home").await.expect_status(204);
        anonymous.get("/api/home").await.expect_status(404);
        owner.delete("/api/home").await.expect_status(404);
        put(json!({ "title": "Again" })).await.expect_status(200);
        assert_eq!(anonymous.get("/api/home").await.at("/data/title"), "Again");
    }

    async fn a_single_gets_one_entry_however_many_write_it_first(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let model = json!({ "files": [{ "path": "home.json", "schema": {
            "kind": "singleType",
            "info": { "singularName": "home", "pluralName": "homes", "displayName": "Home" },
            "attributes": { "title": { "type": "string" } }
        } }] });
        owner.post("/admin/api/content-types/apply", &model).await.expect_status(200);
        let put = async |number: usize| {
            let body = json!({ "data": { "title": format!("Writer {number}") } });
            owner.put("/api/home", &body).await.expect_status(200).text_at("/data/documentId")
        };
        let documents = futures::future::join_all((0..16).map(put)).await;
        assert_eq!(documents.iter().collect::<std::collections::BTreeSet<_>>().len(), 1, "{documents:?}");

        let second = json!({ "content_type": "home", "data": { "title": "Second" } });
        owner.post("/admin/api/entries", &second).await.expect_status(409);
        // One that comes back from the trash is a second one, too.
        owner.delete("/api/home").await.expect_status(204);
        let (old, new) = (documents[0].clone(), put(1).await);
        assert_ne!(old, new);
        let trashed = owner.get(&format!("/admin/api/entries/{old}")).await.expect_status(200);
        let untrash = format!("/admin/api/entries/{old}/untrash");
        owner.act(&untrash, trashed.number_at("/version")).await.expect_status(409);
    }
}
