//! How kept answers travel: who gets them, under which name, in which form, and what the headers say.

use galley_tests::client::{Answer, Client};
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::json;

on_each_database! {
    async fn a_page_is_kept_until_it_changes(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (writer, reader) = (server.token("editor"), server.anonymous());
        let id = publish(&writer, "One").await;
        check(&reader.get("/blog/one").await, 200, Some("galley; fwd=miss; stored"));
        let kept = reader.get("/blog/one").await;
        check(&kept, 200, Some("galley; hit"));
        let tag = kept.header("etag").expect("a tag").to_owned();
        let same = with(&reader, "/blog/one", &[("if-none-match", &tag)]).await;
        check(&same, 304, Some("galley; hit"));
        assert!(same.text.is_empty() && same.header("etag") == Some(&tag) && same.header("content-type").is_none());

        let change = json!({ "data": { "title": "Another title" } });
        let answer = writer.put(&format!("/api/posts/{id}"), &change).await.expect_status(200);
        assert!(answer.header("galley-seq").is_some());
        let fresh = with(&reader, "/blog/one", &[("if-none-match", &tag)]).await;
        check(&fresh, 200, Some("galley; fwd=miss; stored"));
        assert!(fresh.text.contains("Another title"));
        writer.delete(&format!("/api/posts/{id}")).await.expect_status(204);
        check(&reader.get("/blog/one").await, 404, Some("galley; fwd=miss; stored"));
    }

    async fn a_missing_page_is_kept_until_it_is_there(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (writer, reader) = (server.token("editor"), server.anonymous());
        check(&reader.get("/blog/one").await, 404, Some("galley; fwd=miss; stored"));
        let kept = reader.get("/blog/one").await;
        check(&kept, 404, Some("galley; hit"));
        assert_eq!(kept.header("cache-control"), Some("no-store"), "nobody else keeps it");
        publish(&writer, "One").await;
        let there = reader.get("/blog/one").await;
        assert_eq!(there.status, 200, "{}", there.text);
        // Whether it is kept at once is not asked here: the log may be read again beside it.
        assert!(there.header("cache-status").is_some_and(|status| status.starts_with("galley; fwd=miss")));
    }

    async fn lists_of_the_content_api_are_kept_by_what_they_ask(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (writer, reader) = (server.token("editor"), server.anonymous());
        publish(&writer, "One").await;
        let path = "/api/posts?filters[slug][$eq]=one&fields=title";
        let first = reader.get(path).await;
        check(&first, 200, Some("galley; fwd=miss; stored"));
        for spelling in [path, "/api/posts?fields=title&filters%5Bslug%5D%5B%24eq%5D=one&unknown=1"] {
            let kept = reader.get(spelling).await;
            check(&kept, 200, Some("galley; hit"));
            assert_eq!((&kept.text, kept.header("etag")), (&first.text, first.header("etag")));
        }
        check(&reader.get("/api/posts?filters[slug][$eq]=two&fields=title").await, 200, Some("galley; fwd=miss; stored"));
        publish(&writer, "Two").await;
        check(&reader.get(path).await, 200, Some("galley; hit"));
        let other = reader.get("/api/posts?filters[slug][$eq]=two&fields=title").await;
        check(&other, 200, Some("galley; fwd=miss; stored"));
        assert_eq!(other.at("/data/0/title"), "Two");
        for refused in ["/api/posts?filters[nothing]=1", "/api/nothing", "/api/posts?status=draft"] {
            for _ in 0..2 {
                assert_eq!(reader.get(refused).await.header("cache-status"), None, "{refused}");
            }
        }
    }

    async fn only_anonymous_gets_are_answered_from_the_cache(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (writer, reader) = (server.token("editor"), server.anonymous());
        publish(&writer, "One").await;
        for path in ["/blog/one", "/api/posts"] {
            reader.get(path).await.expect_status(200);
            check(&reader.get(path).await, 200, Some("galley; hit"));
            check(&writer.get(path).await, 200, None);
        }
        let session = with(&reader, "/blog/one", &[("cookie", "galley=something")]).await;
        check(&session, 200, None);
        assert_eq!(session.header("cache-control"), Some("no-store"));
        // No header of the request makes another answer of the same name.
        for name in ["x-forwarded-host", "x-original-url", "accept-language", "accept"] {
            let answer = with(&reader, "/blog/one", &[(name, "evil.example")]).await;
            check(&answer, 200, Some("galley; hit"));
            assert!(!answer.text.contains("evil.example"));
        }
        check(&reader.get("/blog/one?utm_source=mail").await, 200, Some("galley; hit"));
        check(&reader.get("/blog/one?preview=1").await, 200, None);
        let wrong_host = with(&reader, "/blog/one", &[("host", "evil.example")]).await;
        assert_eq!(wrong_host.status.as_u16(), 421, "the host is looked at before the cache");
    }

    async fn a_head_is_that_of_the_kept_answer(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (writer, reader) = (server.token("editor"), server.anonymous());
        publish(&writer, "One").await;
        for path in ["/blog/one", "/api/posts", "/sitemap.xml"] {
            let head = reader.send(Method::HEAD, path, &[], None).await;
            check(&head, 200, Some("galley; fwd=miss; stored"));
            let body = reader.get(path).await;
            check(&body, 200, Some("galley; hit"));
            let again = reader.send(Method::HEAD, path, &[], None).await;
            check(&again, 200, Some("galley; hit"));
            let length = body.text.len().to_string();
            for head in [&head, &again] {
                assert!(head.text.is_empty(), "{path}");
                assert_eq!(head.header("content-length"), Some(length.as_str()), "{path}");
                for name in ["etag", "content-type", "cache-control"] {
                    assert_eq!(head.header(name), body.header(name), "{path}");
                }
            }
            let tag = body.header("etag").expect("a tag").to_owned();
            let held = reader.send(Method::HEAD, path, &[("if-none-match", &tag)], None).await;
            check(&held, 304, Some("galley; hit"));
        }
        let missing = reader.send(Method::HEAD, "/api/nothing", &[], None).await;
        check(&missing, 404, None);
        assert!(missing.text.is_empty());
    }

    async fn a_redirect_is_kept_and_passes_on_what_is_asked(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (writer, reader) = (server.token("editor"), server.anonymous());
        let id = publish(&writer, "One").await;
        let moved = json!({ "data": { "slug": "moved" } });
        writer.put(&format!("/api/posts/{id}"), &moved).await.expect_status(200);
        for path in ["/blog/one".to_owned(), format!("/go/{id}")] {
            let asked = format!("{path}?utm_source=mail");
            let first = reader.get(&asked).await;
            check(&first, 301, Some("galley; fwd=miss"));
            assert_eq!(first.header("location"), Some("/blog/moved?utm_source=mail"));
            check(&reader.get(&path).await, 301, Some("galley; fwd=miss; stored"));
            for (asked, location) in
                [(&path, "/blog/moved"), (&asked, "/blog/moved?utm_source=mail"), (&path, "/blog/moved")]
            {
                let kept = reader.get(asked).await;
                check(&kept, 301, Some("galley; hit"));
                assert_eq!(kept.header("location"), Some(location));
                assert_eq!(kept.header("cache-control"), Some("public, max-age=60"));
            }
        }
        let moved = json!({ "data": { "slug": "elsewhere" } });
        writer.put(&format!("/api/posts/{id}"), &moved).await.expect_status(200);
        for path in ["/blog/one".to_owned(), format!("/go/{id}")] {
            let fresh = reader.get(&path).await;
            check(&fresh, 301, Some("galley; fwd=miss; stored"));
            assert_eq!(fresh.header("location"), Some("/blog/elsewhere"));
        }
    }

    async fn the_sitemap_is_kept_until_pages_change(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (writer, reader) = (server.token("editor"), server.anonymous());
        publish(&writer, "One").await;
        for path in ["/sitemap.xml", "/robots.txt"] {
            check(&reader.get(path).await, 200, Some("galley; fwd=miss; stored"));
            check(&reader.get(path).await, 200, Some("galley; hit"));
        }
        let draft = json!({ "data": { "title": "A draft" } });
        writer.post("/api/posts?status=draft", &draft).await.expect_status(201);
        check(&reader.get("/sitemap.xml").await, 200, Some("galley; hit"));
        publish(&writer, "Two").await;
        let fresh = reader.get("/sitemap.xml").await;
        check(&fresh, 200, Some("galley; fwd=miss; stored"));
        assert!(fresh.text.contains("/blog/two"));
        check(&reader.get("/robots.txt").await, 200, Some("galley; hit"));
    }

    async fn texts_travel_compressed_once_they_are_kept(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (writer, reader) = (server.token("editor"), server.anonymous());
        publish(&writer, "One").await;
        let plain = reader.get("/blog/one").await.expect_status(200);
        assert!(plain.header("vary").is_some_and(|vary| vary.contains("accept-encoding")));
        for (accepted, coding) in [("gzip", "gzip"), ("gzip, br", "br")] {
            let compressed = loop {
                let answer = with(&reader, "/blog/one", &[("accept-encoding", accepted)]).await;
                if answer.header("content-encoding").is_some() {
                    break answer;
                }
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            };
            assert_eq!(compressed.header("content-encoding"), Some(coding));
            assert_ne!(compressed.header("etag"), plain.header("etag"), "other bytes have another tag");
            let tag = compressed.header("etag").expect("a tag").to_owned();
            let held = [("accept-encoding", accepted), ("if-none-match", tag.as_str())];
            check(&with(&reader, "/blog/one", &held).await, 304, Some("galley; hit"));
            let length = compressed.header("content-length").and_then(|length| length.parse().ok());
            assert!(length.is_some_and(|length: usize| length < plain.text.len() / 2), "{length:?}");
        }
        let refused = with(&reader, "/blog/one", &[("accept-encoding", "br;q=0, identity")]).await;
        assert_eq!((refused.header("content-encoding"), &refused.text), (None, &plain.text));
    }

    async fn off_means_off(database: TestDatabase) {
        let server = TestServer::start_blog_with(database, &[("GALLEY_CACHE", "off")]).await;
        let reader = server.anonymous();
        for _ in 0..2 {
            check(&reader.get("/").await, 200, None);
        }
    }

    async fn a_write_can_be_waited_for(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let writer = server.token("editor");
        let body = json!({ "data": { "title": "One" } });
        let answer = writer.post("/api/posts", &body).await.expect_status(201);
        let seq: i64 = answer.header("galley-seq").and_then(|seq| seq.parse().ok()).expect("a number");
        let reader = server.anonymous();
        reader.get(&format!("/readyz?seq={seq}")).await.expect_status(200);
        let future = reader.get(&format!("/readyz?seq={}", seq + 1_000)).await.expect_status(503);
        assert_eq!(future.text, "behind");
        reader.get("/readyz?seq=x").await.expect_status(400);
    }
}

async fn publish(writer: &Client, title: &str) -> String {
    let body = json!({ "data": { "title": title, "body": "A text. ".repeat(500) } });
    writer.post("/api/posts", &body).await.expect_status(201).text_at("/data/documentId")
}

async fn with(client: &Client, path: &str, headers: &[(&str, &str)]) -> Answer {
    client.send(Method::GET, path, headers, None).await
}

#[track_caller]
fn check(answer: &Answer, status: u16, cache_status: Option<&str>) {
    assert_eq!(
        (answer.status.as_u16(), answer.header("cache-status")),
        (status, cache_status),
        "{}",
        answer.text
    );
}
