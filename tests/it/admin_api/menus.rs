//! Menus: written as a whole, in use, and shown where their lines lead today.

use galley_tests::client::Client;
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::{Value, json};

use super::settings::set;

const MAIN: &str = "/admin/api/menus/main";

async fn put(client: &Client, path: &str, version: i64, items: &Value) -> galley_tests::client::Answer {
    let body = json!({ "items": items }).to_string();
    client.send(Method::PUT, path, &[("if-match", &format!("\"{version}\""))], Some(body)).await
}

/// A published entry, by its id and its version.
async fn published(client: &Client, content_type: &str, data: &Value) -> (String, i64) {
    let entry = json!({ "content_type": content_type, "data": data });
    let made = client.post("/admin/api/entries", &entry).await.expect_status(201);
    let id = made.text_at("/id");
    let path = format!("/admin/api/entries/{id}/publish");
    let done = client.act(&path, made.number_at("/version")).await.expect_status(200);
    (id, done.number_at("/version"))
}

on_each_database! {
    async fn a_menu_is_written_as_a_whole_and_by_one_at_a_time(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        editor.get(MAIN).await.expect_status(404);
        let items = json!([
            { "label": "Blog", "path": "/blog" },
            { "label": "More", "items": [{ "label": "Code", "url": "https://example.org/code" }] },
        ]);
        let made = put(&editor, MAIN, 0, &items).await.expect_status(200);
        assert_eq!((made.at("/version"), made.at("/locale")), (json!(1), json!("en")));
        assert_eq!(made.at("/items"), items);
        assert_eq!(editor.get(MAIN).await.at("/items"), items);
        let list = editor.get("/admin/api/menus").await.expect_status(200);
        assert_eq!((list.at("/items/0/name"), list.at("/items/0/items")), (json!("main"), Value::Null));
        let late = put(&editor, MAIN, 0, &json!([])).await.expect_status(412);
        assert_eq!((late.at("/current/version"), late.at("/current/data/items/0/label")), (json!(1), json!("Blog")));
        editor.send(Method::PUT, MAIN, &[], Some(json!({ "items": [] }).to_string())).await.expect_status(428);
        put(&editor, MAIN, 1, &json!([])).await.expect_status(200);
        let remove = async |version: &str| editor.send(Method::DELETE, MAIN, &[("if-match", version)], None).await;
        remove("\"1\"").await.expect_status(412);
        remove("\"2\"").await.expect_status(204);
        remove("\"2\"").await.expect_status(404);
        editor.get(MAIN).await.expect_status(404);
    }

    async fn wrong_menus_are_refused_by_place(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let nested = |items: Value| json!([{ "label": "a", "items": items }]);
        for (items, pointer) in [
            (json!([{ "label": "" , "path": "/" }]), "/items/0/label"),
            (json!([{ "path": "/" }]), "/items/0/label"),
            (json!([{ "label": "a" }]), "/items/0"),
            (json!([{ "label": "a", "path": "/", "url": "https://a.example" }]), "/items/0"),
            (json!([{ "label": "a", "url": "javascript:alert(1)" }]), "/items/0/url"),
            (json!([{ "label": "a", "path": "//a.example" }]), "/items/0/path"),
            (json!([{ "label": "a", "document": "00000000000000000000000000" }]), "/items/0/document"),
            (json!([{ "label": "a", "document": "x" }]), "/items/0/document"),
            (json!([{ "label": "a", "path": "/", "class": "x" }]), "/items/0/class"),
            (nested(nested(nested(json!([{ "label": "a", "path": "/" }])))), "/items/0/items/0/items/0/items"),
            (Value::Array(vec![json!({ "label": "a", "path": "/" }); 201]), "/items"),
        ] {
            let refused = put(&editor, MAIN, 0, &items).await;
            assert_eq!(refused.status, 422, "{items}: {}", refused.text);
            assert_eq!(refused.at("/errors/0/path"), pointer, "{}", refused.text);
        }
        put(&editor, &format!("{MAIN}?locale=fr"), 0, &json!([])).await.expect_status(422);
        put(&editor, "/admin/api/menus/Main", 0, &json!([])).await.expect_status(404);
        let large = json!([{ "label": "x".repeat(3 * 1024 * 1024), "path": "/" }]);
        put(&editor, MAIN, 0, &large).await.expect_status(413);
        for role in ["author", "viewer"] {
            put(&server.token(role), MAIN, 0, &json!([])).await.expect_status(403);
            server.token(role).get("/admin/api/menus").await.expect_status(403);
        }
        put(&server.anonymous(), MAIN, 0, &json!([])).await.expect_status(401);
        assert_eq!(editor.get("/admin/api/menus").await.at("/items"), json!([]));
    }

    async fn a_page_shows_where_its_menus_lead_today(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let (about, version) = published(&editor, "page", &json!({ "title": "About" })).await;
        let draft = json!({ "content_type": "page", "data": { "title": "Not yet" } });
        let draft = editor.post("/admin/api/entries", &draft).await.expect_status(201).text_at("/id");
        let items = json!([
            { "label": "Us & <them>", "document": about, "items": [{ "label": "Secret plan", "document": draft }] },
            { "label": "Unfinished", "document": draft, "items": [{ "label": "Below", "path": "/below" }] },
            { "label": "Only drafts", "items": [{ "label": "Hidden", "document": draft }] },
            { "label": "Blog", "path": "/blog" },
        ]);
        put(&editor, MAIN, 0, &items).await.expect_status(200);
        put(&editor, "/admin/api/menus/footer", 0, &json!([{ "label": "Mail", "url": "mailto:a@example.org" }]))
            .await
            .expect_status(200);
        let page = async |path: &str| server.anonymous().get(path).await.expect_status(200).text;
        let front = page("/").await;
        for shown in [
            "<a href=\"/about\">Us &amp; &lt;them&gt;</a>",
            "<a href=\"/blog\">Blog</a>",
            "<a href=\"mailto:a@example.org\">Mail</a>",
        ] {
            assert!(front.contains(shown), "{shown} is not in {front}");
        }
        for hidden in ["Secret plan", "Unfinished", "Below", "Only drafts", "Hidden"] {
            assert!(!front.contains(hidden), "{hidden} is in {front}");
        }
        assert!(page("/about").await.contains("<a href=\"/about\" aria-current=\"page\">"));
        assert!(page("/blog").await.contains("<a href=\"/blog\" aria-current=\"page\">"));
        let (_, _) = published(&editor, "post", &json!({ "title": "One", "body": "a" })).await;
        assert!(page("/blog/one").await.contains("<a href=\"/blog\" aria-current=\"true\">"));
        // The page moves, and the menu leads to where it is.
        let path = format!("/admin/api/entries/{about}");
        let saved = editor.patch(&path, version, &json!({ "data": { "slug": "who-we-are" } })).await.expect_status(200);
        editor.act(&format!("{path}/publish"), saved.number_at("/version")).await.expect_status(200);
        assert!(page("/").await.contains("<a href=\"/who-we-are\">"));
        // What a menu leads to is in use, and known to be.
        let state = editor.get(&path).await;
        editor.act(&format!("{path}/trash"), state.number_at("/version")).await.expect_status(200);
        assert!(!page("/").await.contains("Us &amp;"), "a trashed page is not led to");
        let trashed = editor.get(&path).await.number_at("/version").to_string();
        let tag = format!("\"{trashed}\"");
        let used = editor.send(Method::DELETE, &path, &[("if-match", &tag)], None).await.expect_status(409);
        assert_eq!(used.at("/details/used_by"), json!([{ "menu": "main", "locale": "en" }]));
        let report = server.run_well(&["verify", "--json"]);
        assert!(report.contains("\"ok\":true") || report.contains("\"ok\": true"), "{report}");
    }

    async fn a_locale_has_its_own_menu_or_that_of_its_fallback(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        set(&admin, &json!({ "locales": ["en", "fr", "ar"] })).await;
        put(&admin, MAIN, 0, &json!([{ "label": "Stories", "path": "/blog" }])).await.expect_status(200);
        let french = json!([{ "label": "Articles", "path": "/blog" }, { "label": "Flux", "path": "/media/x" }]);
        put(&admin, &format!("{MAIN}?locale=fr"), 0, &french).await.expect_status(200);
        let page = async |path: &str| server.anonymous().get(path).await.expect_status(200).text;
        assert!(page("/").await.contains("<a href=\"/blog\">Stories</a>"));
        let front = page("/fr").await;
        assert!(front.contains("<a href=\"/fr/blog\">Articles</a>") && front.contains("href=\"/media/x\""), "{front}");
        assert!(!page("/ar").await.contains("Stories"));
        set(&admin, &json!({ "locale_fallbacks": { "ar": ["fr", "en"] } })).await;
        assert!(page("/ar").await.contains("<a href=\"/ar/blog\">Articles</a>"));
        // A locale with a menu stays.
        let version = admin.get("/admin/api/settings").await.number_at("/version");
        let gone = admin.patch("/admin/api/settings", version, &json!({ "locales": ["en", "ar"] })).await;
        gone.expect_status(409);
    }
}
