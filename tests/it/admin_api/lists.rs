//! Every list that comes in parts says how long it is.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::json;

use super::assets::PIXEL;

on_each_database! {
    async fn parts_say_how_long_the_whole_is(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (owner, _other) = (server.token("owner"), server.token("viewer"));
        server.user("ana", "editor").await;
        server.user("ben", "editor").await;
        for from in ["/a/1", "/a/2", "/b/1"] {
            owner.post("/admin/api/redirects", &json!({ "from": from, "to": "/" })).await.expect_status(201);
        }
        owner.upload("/admin/api/assets", ("file", "a.gif", PIXEL), &[]).await.expect_status(201);
        owner.upload("/admin/api/assets", ("file", "a.txt", b"Words."), &[]).await.expect_status(201);
        for (path, total) in [
            ("users?limit=1", 2),
            ("tokens?limit=1", 2),
            ("redirects?limit=1", 3),
            ("redirects?limit=1&prefix=/a/", 2),
            ("assets?limit=1", 2),
            ("assets?limit=1&mime=image/", 1),
        ] {
            let part = owner.get(&format!("/admin/api/{path}")).await.expect_status(200);
            assert_eq!((part.at("/total"), part.at("/items/1").is_null()), (json!(total), true), "{path}");
        }
    }

    async fn the_trash_and_the_history_say_so_too(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        for title in ["One", "Two", "Three"] {
            let entry = json!({ "content_type": "post", "data": { "title": title } });
            let path = owner.post("/admin/api/entries", &entry).await.expect_status(201);
            let path = path.header("location").expect("a place").to_owned();
            owner.patch(&path, 1, &json!({ "data": { "excerpt": "Changed" } })).await.expect_status(200);
            let history = owner.get(&format!("{path}/revisions?limit=1")).await.expect_status(200);
            assert_eq!((history.at("/total"), history.at("/items/1").is_null()), (json!(2), true));
            owner.act(&format!("{path}/trash"), 2).await.expect_status(200);
        }
        let trash = "/admin/api/content-types/post/trash";
        let part = owner.get(&format!("{trash}?limit=1&offset=1")).await.expect_status(200);
        assert_eq!((part.at("/total"), part.at("/limit"), part.at("/offset")), (json!(3), json!(1), json!(1)));
        assert_eq!((part.text_at("/items/0/title"), part.at("/items/1").is_null()), ("Two".to_owned(), true));
        owner.get(&format!("{trash}?limit=0")).await.expect_status(400);
        owner.get(&format!("{trash}?limit=101")).await.expect_status(400);
    }
}
