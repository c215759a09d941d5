//! What reading costs: the header, the refusal over the limit of one query, and the budget of a reader.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::json;

on_each_database! {
    async fn an_answer_says_what_it_cost(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let anonymous = server.anonymous();
        for (path, cost) in [
            ("/api/posts", "25"),
            ("/api/posts?pagination[pageSize]=3", "3"),
            ("/api/posts?pagination[pageSize]=3&populate[author][fields]=name", "6"),
            ("/api/posts?pagination[pageSize]=3&populate=tags", "63"),
        ] {
            assert_eq!(anonymous.get(path).await.expect_status(200).header("galley-cost"), Some(cost), "{path}");
        }
        let dear = anonymous.get("/api/tags?pagination[pageSize]=100&populate[posts][populate]=tags").await;
        let dear = dear.expect_status(400);
        assert_eq!(dear.at("/error/details/limit"), 10_000);
        assert!(dear.number_at("/error/details/found") > 10_000 && dear.text.contains("budget"), "{}", dear.text);
    }

    async fn a_reader_who_has_spent_their_budget_waits(database: TestDatabase) {
        let limits = [("GALLEY_READ_BUDGET_PER_ADDRESS", "100"), ("GALLEY_READ_BUDGET_PER_ACTOR", "100")];
        let server = TestServer::start_blog_with(database, &limits).await;
        let (anonymous, editor) = (server.anonymous(), server.token("editor"));
        let first = anonymous.get("/api/posts?pagination[pageSize]=100").await.expect_status(200);
        assert_eq!(first.header("galley-cost"), Some("100"));
        anonymous.get("/api/nothing").await.expect_status(404);
        // Another question: an answer that is kept costs nothing.
        let refused = anonymous.get("/api/posts?pagination[pageSize]=100&sort=title").await.expect_status(429);
        assert_eq!(refused.at("/error/name"), "RateLimitError");
        assert_eq!(refused.at("/error/details"), json!({ "code": "read_budget_spent", "cost": 100, "limit": 100 }));
        let wait: u64 = refused.header("retry-after").expect("a time").parse().expect("seconds");
        assert!((1..=60).contains(&wait), "{wait}");
        editor.get("/api/posts?pagination[pageSize]=100").await.expect_status(200);
        editor.get("/api/posts?pagination[pageSize]=100").await.expect_status(429);
        editor.post("/api/posts", &json!({ "data": { "title": "One" } })).await.expect_status(201);
        assert_eq!(server.token("editor").get("/api/posts").await.status, 200, "another token, another budget");
    }

    async fn an_answer_that_the_reader_has_already_is_free(database: TestDatabase) {
        let server = TestServer::start_blog_with(
            database,
            &[("GALLEY_READ_BUDGET_PER_ADDRESS", "600"), ("GALLEY_CACHE", "off")],
        )
        .await;
        let anonymous = server.anonymous();
        let path = "/api/posts?pagination[pageSize]=100";
        let tag = anonymous.get(path).await.expect_status(200).header("etag").expect("a tag").to_owned();
        for _ in 0..20 {
            anonymous.send(Method::GET, path, &[("if-none-match", &tag)], None).await.expect_status(304);
        }
        anonymous.get(path).await.expect_status(200);
    }

    async fn pages_are_paid_from_the_same_budget(database: TestDatabase) {
        let limits = [("GALLEY_READ_BUDGET_PER_ADDRESS", "150")];
        let server = TestServer::start_blog_with(database, &limits).await;
        let (anonymous, editor) = (server.anonymous(), server.token("editor"));
        editor.post("/api/posts", &json!({ "data": { "title": "One" } })).await.expect_status(201);
        let cost = |answer: &galley_tests::client::Answer| -> u64 {
            answer.header("galley-cost").expect("a price").parse().expect("a number")
        };
        let page = anonymous.get("/blog/one").await.expect_status(200);
        assert!(cost(&page) > 1, "the entry and what stands around it: {}", cost(&page));
        for _ in 0..200 {
            anonymous.get("/blog/one").await.expect_status(200);
        }
        // What is not kept is read and paid for, whether it is there or not.
        let mut spent = cost(&page);
        let mut number = 0;
        let refused = loop {
            number += 1;
            let answer = anonymous.get(&format!("/nothing/{number}")).await;
            if answer.status != 404 {
                break answer;
            }
            spent += cost(&answer);
            assert!(number < 200, "{spent} were spent of 150");
        };
        assert!(spent >= 140, "{spent} were spent of 150");
        let wait: u64 = refused.expect_status(429).header("retry-after").expect("a time").parse().expect("seconds");
        assert!((1..=60).contains(&wait), "{wait}");
        anonymous.get("/blog/one").await.expect_status(200);
        anonymous.get("/api/posts?pagination[pageSize]=50").await.expect_status(429);
        editor.get("/api/posts?pagination[pageSize]=50").await.expect_status(200);
    }
}
