//! Many writers of one entry: with one version there is one winner, without one each merge keeps the others' words.

use futures::future::join_all;
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::json;

on_each_database! {
    async fn fifty_writers_with_one_version_have_one_winner(database: TestDatabase) {
        let server = TestServer::start(database).await;
        server.run_well(&["init", "--starter", "blog"]);
        let client = server.token("editor");
        let created = client
            .post("/admin/api/entries", &json!({ "content_type": "post", "data": { "title": "One" } }))
            .await
            .expect_status(201);
        let document = created.at("/id").as_str().expect("an id").to_owned();
        let etag = created.header("etag").expect("a version").to_owned();
        let path = format!("/admin/api/entries/{document}");
        let writers = (0..50).map(|writer| {
            let body = json!({ "data": { "title": format!("Writer {writer}") } }).to_string();
            let (client, path, etag) = (&client, &path, etag.as_str());
            async move { client.send(Method::PATCH, path, &[("if-match", etag)], Some(body)).await }
        });
        let answers = join_all(writers).await;
        let winners: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        let losers = answers.iter().filter(|answer| answer.status == 412).count();
        assert_eq!((winners.len(), losers), (1, 49));
        let stored = client.get(&path).await.expect_status(200);
        assert_eq!(stored.at("/draft/data/title"), winners[0].at("/draft/data/title"));
    }

    async fn merges_of_different_fields_all_arrive(database: TestDatabase) {
        let server = TestServer::start(database).await;
        server.run_well(&["init", "--starter", "blog"]);
        let client = server.token("editor");
        let created = client
            .post("/api/posts?status=draft", &json!({ "data": { "title": "One" } }))
            .await
            .expect_status(201);
        let document = created.at("/data/documentId").as_str().expect("an id").to_owned();
        let path = format!("/api/posts/{document}?status=draft");
        let bodies = [
            json!({ "data": { "title": "Two" } }),
            json!({ "data": { "excerpt": "Short" } }),
            json!({ "data": { "body": "Long" } }),
            json!({ "data": { "featured": true } }),
        ];
        let answers = join_all(bodies.iter().map(|body| client.put(&path, body))).await;
        for answer in answers {
            answer.expect_status(200);
        }
        let stored = client.get(&path).await.expect_status(200);
        for (field, value) in
            [("title", json!("Two")), ("excerpt", json!("Short")), ("body", json!("Long")), ("featured", json!(true))]
        {
            assert_eq!(stored.at(&format!("/data/{field}")), value, "{field}");
        }
    }
}
