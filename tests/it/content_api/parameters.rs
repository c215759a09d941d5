//! Query parameters that the content API does not know: ignored, unless the operator wants them refused.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::json;

on_each_database! {
    async fn unknown_parameters_are_ignored_unless_they_are_refused(database: TestDatabase) {
        let known = "/api/posts?sort=title&pagination[pageSize]=5&populate=*&fields=title&locale=en&status=published";
        let unknown = "/api/posts?utm_source=letter";
        let mut server = TestServer::start_blog(database).await;
        let anonymous = server.anonymous();
        anonymous.get(known).await.expect_status(200);
        anonymous.get(unknown).await.expect_status(200);

        server.set("GALLEY_STRICT_PARAMETERS", "true");
        server.restart().await;
        anonymous.get(known).await.expect_status(200);
        let refused = anonymous.get(unknown).await.expect_status(400);
        assert_eq!(refused.at("/error/name"), "ValidationError");
        assert_eq!(refused.at("/error/details/key"), "utm_source");
        let editor = server.token("editor");
        let body = json!({ "data": { "title": "One" } });
        editor.post("/api/posts?publish=no", &body).await.expect_status(400);
        assert_eq!(anonymous.get("/api/posts").await.at("/data"), json!([]), "nothing was written");
        editor.post("/api/posts?status=draft", &body).await.expect_status(201);
    }
}
