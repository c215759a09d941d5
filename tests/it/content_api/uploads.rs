//! Files in the form of Strapi's upload plugin.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

/// The smallest GIF there is.
const PIXEL: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;";

on_each_database! {
    async fn files_are_addressed_by_number(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let info = [("fileInfo", r#"{"alternativeText":"A pixel"}"#)];
        let made = editor.upload("/api/upload", ("files", "pixel.gif", PIXEL), &info).await.expect_status(201);
        assert_eq!((made.at("/0/ext"), made.at("/0/mime")), (json!(".gif"), json!("image/gif")));
        assert_eq!((made.at("/0/alternativeText"), made.at("/0/width")), (json!("A pixel"), json!(1)));
        let path = format!("/api/upload/files/{}", made.number_at("/0/id"));
        let shown = editor.get(&path).await.expect_status(200);
        assert_eq!(shown.json(), made.at("/0"));
        assert_eq!(editor.get("/api/upload/files").await.expect_status(200).at("/0"), made.at("/0"));
        assert_eq!(editor.get("/api/upload/files?pagination[start]=1").await.json(), json!([]));
        let id = made.number_at("/0/id");
        editor.get("/api/upload/files/999").await.expect_status(404);
        editor.get("/api/upload/files/1x").await.expect_status(404);
        editor.get("/api/upload/files?filters[name]=a").await.expect_status(400);

        let post = json!({ "data": { "title": "One", "cover": id } });
        let post = editor.post("/api/posts?populate=cover", &post).await.expect_status(201);
        assert_eq!(post.at("/data/cover/id"), id);
        editor.delete(&path).await.expect_status(409);
        let document = post.text_at("/data/documentId");
        editor.put(&format!("/api/posts/{document}"), &json!({ "data": { "cover": null } })).await.expect_status(200);
        let deleted = editor.delete(&path).await.expect_status(200);
        assert_eq!(deleted.at("/id"), id);
        editor.delete(&path).await.expect_status(404);
    }

    async fn an_upload_is_taken_as_a_whole_or_not_at_all(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let file = ("files", "a.gif", PIXEL);
        for fields in [
            [("fileInfo", "nothing")],
            [("fileInfo", r#"{"folder":1}"#)],
            [("fileInfo", "[{},{}]")],
            [("fileInfo", r#"{"name":"../a"}"#)],
            [("ref", "api::post.post")],
        ] {
            let refused = editor.upload("/api/upload", file, &fields).await;
            assert_eq!(refused.status, 400, "{fields:?}: {}", refused.text);
            assert_eq!(refused.at("/data"), Value::Null);
        }
        editor.upload("/api/upload", ("files", "a.gif", b"<script>"), &[]).await.expect_status(400);
        editor.upload("/api/upload?id=1", file, &[]).await.expect_status(400);
        editor.upload("/api/upload?id=1x", file, &[]).await.expect_status(404);
        editor.post("/api/upload", &json!({})).await.expect_status(415);
        server.anonymous().upload("/api/upload", file, &[]).await.expect_status(401);
        server.token("viewer").upload("/api/upload", file, &[]).await.expect_status(403);
        assert_eq!(editor.get("/api/upload/files").await.json(), json!([]));
    }
}
