//! Content types as files: shown, applied, and refused when stored data would have to change.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

fn files(attributes: &Value) -> Value {
    json!({ "files": [{ "path": "memo.json", "schema": {
        "kind": "collectionType",
        "info": { "singularName": "memo", "pluralName": "memos", "displayName": "Memo" },
        "attributes": attributes
    } }] })
}

on_each_database! {
    async fn a_model_grows_by_files(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        let path = "/admin/api/content-types/apply";
        let types = admin.get("/admin/api/content-types").await.expect_status(200);
        let names: Vec<String> = (0..5).map(|index| types.text_at(&format!("/items/{index}/name"))).collect();
        assert_eq!(names, ["author", "category", "page", "post", "tag"]);
        let components = admin.get("/admin/api/components").await.expect_status(200);
        assert_eq!(components.at("/items/0/name"), "shared.seo");
        admin.get("/admin/api/content-types/memo").await.expect_status(404);
        let made = admin.post(path, &files(&json!({ "title": { "type": "string" } }))).await.expect_status(200);
        assert_eq!(made.at("/changes").as_array().map(Vec::len), Some(1));
        let shown = admin.get("/admin/api/content-types/memo").await.expect_status(200);
        assert_eq!(shown.at("/schema/attributes/title/galley/id"), 1, "{}", shown.text);
        admin.post("/api/memos", &json!({ "data": { "title": "One" } })).await.expect_status(201);
        let more = json!({ "title": { "type": "string" }, "size": { "type": "integer" } });
        admin.post(path, &files(&more)).await.expect_status(200);
        let again = admin.post(path, &files(&more)).await.expect_status(200);
        assert_eq!(again.at("/changes"), json!([]));
        let version = admin.get("/admin/api/content-types/memo").await.number_at("/version");
        let retyped = json!({ "title": { "type": "integer" }, "size": { "type": "integer" } });
        let refused = admin.post(path, &files(&retyped)).await.expect_status(409);
        assert_eq!(refused.at("/code"), "needs_change_plan");
        for (wrong, place) in [
            (json!({ "id": { "type": "string" } }), "/files/0/schema/attributes/id"),
            (json!({ "a": { "type": "nothing" } }), "/files/0/schema/attributes/a/type"),
            (json!([]), "/files/0/schema/attributes"),
            (
                json!({
                    "title": { "type": "string" }, "size": { "type": "integer" },
                    "a": { "type": "relation", "relation": "oneToOne", "target": "api::no.no" },
                }),
                "/files/0/schema/attributes/a",
            ),
        ] {
            let refused = admin.post(path, &files(&wrong)).await.expect_status(422);
            assert_eq!((refused.at("/code"), refused.at("/errors/0/path")), (json!("invalid"), json!(place)));
            assert_eq!(refused.at("/errors/0/code"), "invalid_schema", "{wrong}: {}", refused.text);
        }
        let two = json!({ "id": { "type": "string" }, "a": { "type": "nothing" } });
        let refused = admin.post(path, &files(&two)).await.expect_status(422);
        assert_eq!(refused.at("/errors").as_array().map(Vec::len), Some(2), "{}", refused.text);
        assert_eq!(admin.get("/admin/api/content-types/memo").await.at("/version"), version);
        assert_eq!(admin.get("/api/memos").await.at("/data/0/size"), Value::Null);
    }

    async fn a_running_server_rewrites_what_its_own_change_made_stale(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        let path = "/admin/api/content-types/apply";
        let title = json!({ "type": "string" });
        admin.post(path, &files(&json!({ "title": title }))).await.expect_status(200);
        admin.post("/api/memos", &json!({ "data": { "title": "One" } })).await.expect_status(201);
        let more = json!({ "title": title, "size": { "type": "integer", "default": 3 } });
        admin.post(path, &files(&more)).await.expect_status(200);
        // Filters look at rows beside the entry, which an entry of the version before does not have.
        let found = async || admin.get("/api/memos?filters[size]=3").await.at("/meta/pagination/total");
        for _ in 0..300 {
            if found().await == 1 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("the entry was not rewritten: {} found", found().await);
    }
}
