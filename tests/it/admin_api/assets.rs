//! The library.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::{Value, json};

/// The smallest GIF there is.
pub(crate) const PIXEL: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;";

on_each_database! {
    async fn a_file_is_uploaded_described_used_and_deleted(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let words = [("alternative_text", "A pixel"), ("name", "Pixel one.gif")];
        let made = editor.upload("/admin/api/assets", ("file", "x.gif", PIXEL), &words).await.expect_status(201);
        assert_eq!((made.at("/mime"), made.at("/width")), (json!("image/gif"), json!(1)));
        assert_eq!((made.at("/name"), made.at("/alternative_text")), (json!("Pixel one.gif"), json!("A pixel")));
        let path = format!("/admin/api/assets/{}", made.text_at("/id"));
        let served = server.anonymous().get(&made.text_at("/url")).await;
        assert_eq!(served.status, 200);
        let described = editor.patch(&path, 1, &json!({ "caption": "Small", "alternative_text": null })).await;
        let described = described.expect_status(200);
        assert_eq!((described.at("/caption"), described.at("/alternative_text")), (json!("Small"), Value::Null));
        editor.patch(&path, 2, &json!({ "name": "../etc" })).await.expect_status(422);
        editor.patch(&path, 2, &json!({ "hash": "0" })).await.expect_status(422);
        let long = json!({ "alternative_text": "a".repeat(2_001), "caption": "a".repeat(2_001) });
        let refused = editor.patch(&path, 2, &long).await.expect_status(422);
        assert_eq!((refused.at("/errors/0/path"), refused.at("/errors/1/path")), (json!("/alternative_text"), json!("/caption")));

        let post = json!({ "content_type": "post", "data": { "title": "One", "cover": made.at("/id") } });
        editor.post("/admin/api/entries", &post).await.expect_status(201);
        let delete = |query: &'static str| {
            let (editor, path) = (editor.clone(), format!("{path}{query}"));
            async move { editor.send(Method::DELETE, &path, &[("if-match", "\"2\"")], None).await }
        };
        let in_use = delete("").await.expect_status(409);
        assert_eq!(in_use.at("/code"), "in_use");
        assert_eq!(in_use.at("/details/used_by/0/content_type"), "post");
        delete("?force=true").await.expect_status(204);
        editor.get(&path).await.expect_status(404);
    }

    async fn what_is_not_taken_leaves_nothing(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let page = b"<!doctype html><script>alert(1)</script>".as_slice();
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#.as_slice();
        for (name, bytes) in [("a.html", page), ("a.gif", page), ("a.svg", svg), ("a.png", svg), ("a.exe", b"MZ\x90\0")] {
            let refused = editor.upload("/admin/api/assets", ("file", name, bytes), &[]).await;
            assert_eq!(refused.status, 422, "{name}: {}", refused.text);
        }
        editor.upload("/admin/api/assets", ("picture", "a.gif", PIXEL), &[]).await.expect_status(400);
        editor.upload("/admin/api/assets", ("file", "a.gif", PIXEL), &[("folder", "1")]).await.expect_status(400);
        editor.post("/admin/api/assets", &json!({})).await.expect_status(415);
        let list = editor.get("/admin/api/assets").await.expect_status(200);
        assert_eq!(list.at("/items"), json!([]));
        let viewer = server.token("viewer");
        viewer.upload("/admin/api/assets", ("file", "a.gif", PIXEL), &[]).await.expect_status(403);
    }
}
