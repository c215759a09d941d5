//! Redirects that operators set.

use galley_tests::client::{Answer, Client};
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

const PATH: &str = "/admin/api/redirects";

async fn set(client: &Client, from: &str, to: &str) -> Answer {
    client.post(PATH, &json!({ "from": from, "to": to })).await
}

async fn put(client: &Client, id: &str, version: i64, body: &Value) -> Answer {
    let version = format!("\"{version}\"");
    let path = format!("{PATH}/{id}");
    client.send(reqwest::Method::PUT, &path, &[("if-match", &version)], Some(body.to_string())).await
}

async fn delete(client: &Client, id: &str, version: i64) -> Answer {
    let version = format!("\"{version}\"");
    let path = format!("{PATH}/{id}");
    client.send(reqwest::Method::DELETE, &path, &[("if-match", &version)], None).await
}

/// The refused field with its code.
fn refusal(answer: &Answer) -> String {
    assert_eq!(answer.status, 422, "{}", answer.text);
    format!("{} {}", answer.text_at("/errors/0/path"), answer.text_at("/errors/0/code"))
}

/// A published page; its document id.
async fn page(editor: &Client, slug: &str) -> String {
    let body = json!({ "content_type": "page", "data": { "title": format!("Page {slug}"), "slug": slug } });
    let id = editor.post("/admin/api/entries", &body).await.expect_status(201).text_at("/id");
    editor.act(&format!("/admin/api/entries/{id}/publish"), 1).await.expect_status(200);
    id
}

on_each_database! {
    async fn a_redirect_is_set_changed_and_removed(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (admin, visitor) = (server.token("admin"), server.anonymous());
        let document = page(&server.token("editor"), "new").await;
        let made = set(&admin, "/old/page.html/", "/new").await.expect_status(201);
        assert_eq!((made.at("/from"), made.at("/to"), made.at("/status")), (json!("/old/page.html"), json!("/new"), json!(301)));
        assert_eq!(made.header("etag"), Some("\"1\""));
        let id = made.text_at("/id");
        for asked in ["/old/page.html", "/old/page.html/", "/en/old/page.html"] {
            let moved = visitor.get(asked).await.expect_status(301);
            assert_eq!(moved.header("location"), Some("/new"), "{asked}");
        }
        assert_eq!(visitor.get("/old/page.html?a=1").await.header("location"), Some("/new?a=1"));
        visitor.get("/old/page.html/page/2").await.expect_status(404);
        visitor.get("/old").await.expect_status(404);

        let shown = admin.get(&format!("{PATH}/{id}")).await.expect_status(200);
        assert_eq!(shown.json(), made.json());
        for (to, status, location) in [
            (json!("https://example.org/x?y=1"), 302, Some("https://example.org/x?y=1")),
            (json!(format!("/go/{document}")), 308, Some("/new")),
            (Value::Null, 410, None),
        ] {
            let version = admin.get(&format!("{PATH}/{id}")).await.number_at("/version");
            let body = json!({ "from": "/elsewhere", "to": to, "status": status });
            put(&admin, &id, version, &body).await.expect_status(200);
            let answer = visitor.get("/elsewhere?a=1").await.expect_status(status);
            let expected = location.map(|to| if to.contains('?') { to.to_owned() } else { format!("{to}?a=1") });
            assert_eq!(answer.header("location").map(str::to_owned), expected);
            visitor.get("/old/page.html").await.expect_status(404);
        }
        assert_eq!(put(&admin, &id, 1, &json!({ "from": "/x", "to": "/new" })).await.status, 412);
        assert_eq!(delete(&admin, &id, 1).await.status, 412);
        assert_eq!(admin.delete(&format!("{PATH}/{id}")).await.status, 428);
        assert_eq!(delete(&admin, &id, 4).await.status, 204);
        visitor.get("/elsewhere").await.expect_status(404);
        assert_eq!(admin.get(&format!("{PATH}/{id}")).await.status, 404);
        assert_eq!(delete(&admin, &id, 4).await.status, 404);
        server.run_well(&["verify", "--json"]);
    }

    async fn a_redirect_takes_nothing_from_a_page_and_a_page_nothing_from_it(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (admin, editor) = (server.token("admin"), server.token("editor"));
        let document = page(&editor, "there").await;
        let refused = set(&admin, "/there", "/x").await;
        assert_eq!(refusal(&refused), "/from route_taken");
        let message = refused.text_at("/errors/0/message");
        assert!(message.contains(&document) && message.contains("Page there"), "{message}");
        for reserved in ["/", "/blog", "/admin", "/api/posts", "/media/x", "/go/x", "/feed.xml", "/blog/page/2"] {
            assert_eq!(refusal(&set(&admin, reserved, "/x").await), "/from reserved_path", "{reserved}");
        }
        let first = set(&admin, "/taken", "/there").await.expect_status(201).text_at("/id");
        let refused = set(&admin, "/taken", "/x").await;
        assert_eq!(refusal(&refused), "/from route_taken");
        assert!(refused.text_at("/errors/0/message").contains(&format!("redirect {first}")), "{}", refused.text);
        let body = json!({ "content_type": "page", "data": { "title": "Taken", "slug": "taken" } });
        let draft = editor.post("/admin/api/entries", &body).await.expect_status(201).text_at("/id");
        let shown = editor.get(&format!("/admin/api/entries/{draft}")).await.expect_status(200);
        assert_eq!(shown.at("/warnings/0/code"), "route_taken");
        let refused = editor.act(&format!("/admin/api/entries/{draft}/publish"), 1).await;
        assert_eq!(refusal(&refused), "/slug route_taken");
        delete(&admin, &first, 1).await.expect_status(204);
        editor.act(&format!("/admin/api/entries/{draft}/publish"), 1).await.expect_status(200);

        // What a page has left behind is the operator's to use.
        let rename = json!({ "data": { "slug": "moved" } });
        let path = format!("/admin/api/entries/{document}");
        let version = editor.get(&path).await.number_at("/version");
        let version = editor.patch(&path, version, &rename).await.expect_status(200).number_at("/version");
        editor.act(&format!("{path}/publish"), version).await.expect_status(200);
        set(&admin, "/there", "https://example.org").await.expect_status(201);
        let moved = server.anonymous().get("/there").await.expect_status(301);
        assert_eq!(moved.header("location"), Some("https://example.org/"));
    }

    async fn redirects_lead_somewhere(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        for (from, to, refused) in [
            ("/a", "/a", "/to cycle"),
            ("/a", "/en/a/", "/to cycle"),
            ("/a", "/a?x=1#y", "/to cycle"),
            ("/a", "//evil.example", "/to not_a_url"),
            ("/a", "javascript:alert(1)", "/to not_a_url"),
            ("a", "/b", "/from not_a_url"),
        ] {
            assert_eq!(refusal(&set(&admin, from, to).await), refused, "{from} {to}");
        }
        set(&admin, "/a", "/b").await.expect_status(201);
        set(&admin, "/b", "/c?x=1").await.expect_status(201);
        assert_eq!(refusal(&set(&admin, "/c", "/a").await), "/to cycle", "through the others");
        let last = set(&admin, "/c", "/d").await.expect_status(201).text_at("/id");
        let circle = json!({ "from": "/c", "to": "/a" });
        assert_eq!(refusal(&put(&admin, &last, 1, &circle).await), "/to cycle");
        for (from, to) in [("/d", "/e"), ("/e", "/f"), ("/f", "/g")] {
            set(&admin, from, to).await.expect_status(201);
        }
        assert_eq!(refusal(&set(&admin, "/first", "/a").await), "/to too_many");
        let odd = json!({ "from": "/x", "to": "/y", "status": 307 });
        assert_eq!(refusal(&admin.post(PATH, &odd).await), "/status not_an_option");
        let gone = json!({ "from": "/x", "to": "/y", "status": 410 });
        assert_eq!(refusal(&admin.post(PATH, &gone).await), "/to read_only");
        for malformed in [json!({}), json!({ "from": 7, "to": "/y" }), json!({ "from": "/x", "to": "/y", "more": 1 })] {
            let status = admin.post(PATH, &malformed).await.status;
            assert!(status == 400 || status == 422, "{malformed}: {status}");
        }
        let long = format!("/{}", "a".repeat(10_000));
        assert_eq!(refusal(&set(&admin, &long, "/y").await), "/from not_a_url");
    }

    async fn redirects_are_listed_by_page_and_beginning(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (admin, editor) = (server.token("admin"), server.token("editor"));
        for number in 0..5 {
            set(&admin, &format!("/2012/{number}"), "/new").await.expect_status(201);
        }
        set(&admin, "/2013/%25_", "/new").await.expect_status(201);
        let froms = |answer: &Answer| -> Vec<String> {
            let items = answer.at("/items");
            items.as_array().expect("a list").iter().map(|item| item["from"].as_str().expect("a path").to_owned()).collect()
        };
        let page = admin.get(&format!("{PATH}?prefix=/2012/&limit=3")).await.expect_status(200);
        assert_eq!(froms(&page), ["/2012/0", "/2012/1", "/2012/2"]);
        let rest = admin.get(&format!("{PATH}?prefix=/2012/&limit=3&after={}", page.text_at("/next"))).await.expect_status(200);
        assert_eq!(froms(&rest), ["/2012/3", "/2012/4"]);
        assert_eq!(rest.at("/next"), Value::Null);
        assert_eq!(froms(&admin.get(&format!("{PATH}?prefix=/2013/%25_")).await), ["/2013/%25_"]);
        assert_eq!(froms(&admin.get(&format!("{PATH}?prefix=/20_2")).await), Vec::<String>::new());
        for refused in ["?prefix=%00", "?after=x", "?limit=0", "?other=1"] {
            assert_eq!(admin.get(&format!("{PATH}{refused}")).await.status, 400, "{refused}");
        }
        assert_eq!(editor.get(PATH).await.status, 403);
        assert_eq!(set(&editor, "/x", "/y").await.status, 403);
        assert_eq!(server.anonymous().get(PATH).await.status, 401);
    }

    async fn a_repeated_request_sets_one_redirect(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        let body = json!({ "from": "/a", "to": "/b" }).to_string();
        let send = || admin.send(reqwest::Method::POST, PATH, &[("idempotency-key", "one")], Some(body.clone()));
        let first = send().await.expect_status(201);
        let again = send().await.expect_status(201);
        assert_eq!((again.header("idempotent-replayed"), again.json()), (Some("true"), first.json()));
    }
}
