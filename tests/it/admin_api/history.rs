//! Revisions: what was said, and going back to it.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

on_each_database! {
    async fn the_history_is_listed_and_gone_back_to(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let body = json!({ "content_type": "post", "data": { "title": "Version 1" } });
        let made = editor.post("/admin/api/entries", &body).await.expect_status(201);
        let path = format!("/admin/api/entries/{}", made.text_at("/id"));
        for version in 1..4 {
            let title = format!("Version {}", version + 1);
            editor.patch(&path, version, &json!({ "data": { "title": title } })).await.expect_status(200);
        }
        let newest = editor.get(&format!("{path}/revisions?limit=3")).await.expect_status(200);
        let numbers: Vec<i64> = (0..3).map(|index| newest.number_at(&format!("/items/{index}/number"))).collect();
        assert_eq!((numbers, newest.at("/next")), (vec![4, 3, 2], json!(2)));
        let oldest = editor.get(&format!("{path}/revisions?before=2")).await.expect_status(200);
        assert_eq!((oldest.at("/items/0/number"), oldest.at("/next")), (json!(1), Value::Null));
        editor.get(&format!("{path}/revisions?limit=101")).await.expect_status(400);
        editor.get(&format!("{path}/revisions?limit=x")).await.expect_status(400);

        let first = editor.get(&format!("{path}/revisions/1")).await.expect_status(200);
        assert_eq!(first.at("/data/title"), "Version 1");
        assert_eq!(first.at("/authors/0"), made.at("/draft/created_by"));
        editor.get(&format!("{path}/revisions/9")).await.expect_status(404);
        editor.get(&format!("{path}/revisions/1x")).await.expect_status(404);

        let restored = editor.act(&format!("{path}/revisions/1/restore"), 4).await.expect_status(200);
        assert_eq!(restored.at("/draft/data/title"), "Version 1");
        assert_eq!(restored.at("/revision"), 5, "history goes on");
        editor.act(&format!("{path}/revisions/9/restore"), 5).await.expect_status(404);
    }
}
