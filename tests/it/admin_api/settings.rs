//! The site's settings.

use galley_tests::client::Client;
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::{Value, json};

use super::assets::PIXEL;

const PATH: &str = "/admin/api/settings";

/// Changes settings, whatever their version is.
pub(super) async fn set(admin: &Client, patch: &Value) {
    let version = admin.get(PATH).await.expect_status(200).number_at("/version");
    admin.patch(PATH, version, patch).await.expect_status(200);
}

on_each_database! {
    async fn settings_are_changed_by_part(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        let before = admin.get(PATH).await.expect_status(200);
        let version = before.number_at("/version");
        let patch = json!({ "title": "My site", "locales": ["en", "pt-BR"], "time_zone": "Europe/Vienna" });
        let after = admin.patch(PATH, version, &patch).await.expect_status(200);
        assert_eq!(after.at("/title"), "My site");
        assert_eq!(after.at("/locales"), json!(["en", "pt-BR"]));
        assert_eq!(after.at("/description"), before.at("/description"));
        for (wrong, pointer) in [
            (json!({ "title": "" }), "/title"),
            (json!({ "title": null }), "/title"),
            (json!({ "locales": [] }), "/locales"),
            (json!({ "locales": ["en", "EN!"] }), "/locales/1"),
            (json!({ "locale_fallbacks": { "pt-BR": ["de"] } }), "/locale_fallbacks/pt-BR/0"),
            (json!({ "time_zone": "Mars/Olympus" }), "/time_zone"),
            (json!({ "logo": "no id" }), "/logo"),
            (json!({ "logo": "00000000000000000000000000" }), "/logo"),
            (json!({ "profiles": [{ "name": "x", "url": "javascript:alert(1)" }] }), "/profiles/0/url"),
            (json!({ "entries_per_page": 0 }), "/entries_per_page"),
            (json!({ "entries_per_page": "10" }), "/entries_per_page"),
            (json!({ "entries_per_page": -1 }), "/entries_per_page"),
            (json!({ "discourage_search_engines": null }), "/discourage_search_engines"),
            (json!({ "events_kept_days": 0 }), "/events_kept_days"),
            (json!({ "events_kept_days": 3_651 }), "/events_kept_days"),
            (json!({ "routes": { "lists": [{ "path": "/admin", "type": "post" }] } }), "/routes/lists/0/path"),
            (json!({ "routes": { "lists": [{ "path": "/x", "type": "nothing" }] } }), "/routes/lists/0/type"),
            (json!({ "version": 7 }), "/version"),
        ] {
            let refused = admin.patch(PATH, version + 1, &wrong).await;
            assert_eq!(refused.status, 422, "{wrong}: {}", refused.text);
            assert_eq!(refused.at("/errors/0/path"), pointer, "{wrong}");
        }
        // What changes nothing is no change.
        let same = admin.patch(PATH, version + 1, &json!({ "title": " My site " })).await.expect_status(200);
        assert_eq!(same.at("/version"), version + 1);
        assert_eq!(admin.get(PATH).await.at("/version"), version + 1);
    }

    async fn only_who_may_changes_what_they_have_seen(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        let patch = json!({ "description": "New" });
        for role in ["editor", "author", "viewer"] {
            let other = server.token(role);
            other.get(PATH).await.expect_status(403);
            other.patch(PATH, 0, &patch).await.expect_status(403);
        }
        server.anonymous().patch(PATH, 0, &patch).await.expect_status(401);
        admin.send(Method::PATCH, PATH, &[], Some(patch.to_string())).await.expect_status(428);
        admin.patch(PATH, 0, &patch).await.expect_status(200);
        let late = admin.patch(PATH, 0, &json!({ "title": "Late" })).await.expect_status(412);
        assert_eq!(late.at("/current/data/description"), "New");
        let large = json!({ "description": "x".repeat(3 * 1024 * 1024) });
        admin.patch(PATH, 1, &large).await.expect_status(413);
        assert_eq!(admin.get(PATH).await.at("/title"), "Galley");
    }

    async fn a_picture_of_the_site_is_one_of_the_library_and_in_use(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        let text = admin.upload("/admin/api/assets", ("file", "a.txt", b"Words."), &[]).await.expect_status(201);
        let picture = admin.upload("/admin/api/assets", ("file", "a.gif", PIXEL), &[]).await.expect_status(201);
        let refused = admin.patch(PATH, 0, &json!({ "icon": text.at("/id") })).await.expect_status(422);
        assert_eq!(refused.at("/errors/0/code"), "wrong_target");
        let named = json!({ "logo": picture.at("/id"), "social_image": picture.at("/id") });
        admin.patch(PATH, 0, &named).await.expect_status(200);
        let path = format!("/admin/api/assets/{}", picture.text_at("/id"));
        let tag = [("if-match", "\"1\"")];
        let in_use = admin.send(Method::DELETE, &path, &tag, None).await.expect_status(409);
        assert_eq!(in_use.at("/details/used_by"), json!([{ "setting": "logo" }, { "setting": "social_image" }]));
        let page = server.anonymous().get("/").await.expect_status(200).text;
        assert!(page.contains(&picture.text_at("/url")), "{page}");
        // Gone by force, it is left out of pages, and other settings can still be changed.
        admin.send(Method::DELETE, &format!("{path}?force=true"), &tag, None).await.expect_status(204);
        let page = server.anonymous().get("/").await.expect_status(200).text;
        assert!(!page.contains(&picture.text_at("/url")), "{page}");
        admin.patch(PATH, 1, &json!({ "title": "Still here", "logo": null })).await.expect_status(200);
    }

    async fn every_setting_shows_on_the_site(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        let picture = admin.upload("/admin/api/assets", ("file", "a.gif", PIXEL), &[]).await.expect_status(201);
        for title in ["One", "Two", "Three"] {
            let data = json!({ "title": title, "body": "a" });
            let post = json!({ "content_type": "post", "data": data, "published_at": "2026-03-14T23:30:00.000Z" });
            let made = admin.post("/admin/api/entries", &post).await.expect_status(201);
            let publish = format!("/admin/api/entries/{}/publish", made.text_at("/id"));
            admin.act(&publish, made.number_at("/version")).await.expect_status(200);
        }
        let page = async || server.anonymous().get("/").await.expect_status(200).text;
        let before = page().await;
        assert!(!before.contains("noindex") && before.contains("14 March 2026"), "{before}");
        set(&admin, &json!({
            "title": "Ink <& Paper>",
            "description": "All of \"it\"",
            "time_zone": "Europe/Vienna",
            "logo": picture.at("/id"),
            "icon": picture.at("/id"),
            "social_image": picture.at("/id"),
            "profiles": [{ "name": "Mastodon <b>", "url": "https://social.example/@ink" }],
            "entries_per_page": 2,
            "entries_per_feed": 1,
            "discourage_search_engines": true,
        })).await;
        let after = page().await;
        let url = picture.text_at("/url");
        for shown in [
            "<title>Ink &lt;&amp; Paper&gt;</title>".to_owned(),
            "All of &quot;it&quot;".to_owned(),
            "15 March 2026".to_owned(),
            format!("<link rel=\"icon\" href=\"{url}\">"),
            format!("<img src=\"{url}\" alt=\"Ink &lt;&amp; Paper&gt;\""),
            "<a rel=\"me\" href=\"https://social.example/@ink\">Mastodon &lt;b&gt;</a>".to_owned(),
            "<meta name=\"robots\" content=\"noindex\">".to_owned(),
            "href=\"/page/2\"".to_owned(),
        ] {
            assert!(after.contains(&shown), "{shown} is not in {after}");
        }
        assert!(after.contains("og:image") && !after.contains("/blog/one\""), "{after}");
        let feed = server.anonymous().get("/feed.xml").await.expect_status(200).text;
        assert!(feed.contains("Three") && feed.matches("<entry").count() == 1, "{feed}");
        // A list at a path of its own, and no list where there was one.
        let lists = json!([{ "path": "/", "type": "post" }, { "path": "/news", "type": "post" }]);
        set(&admin, &json!({ "routes": { "lists": lists } })).await;
        server.anonymous().get("/news").await.expect_status(200);
        server.anonymous().get("/blog").await.expect_status(404);
        set(&admin, &json!({ "routes": { "lists": null } })).await;
        server.anonymous().get("/blog").await.expect_status(200);
        // A list does not hide a page.
        let lists = json!([{ "path": "/blog/two", "type": "post" }]);
        let version = admin.get(PATH).await.number_at("/version");
        let taken = admin.patch(PATH, version, &json!({ "routes": { "lists": lists } })).await.expect_status(422);
        assert_eq!(taken.at("/errors/0/code"), "route_taken");
    }

    async fn a_locale_with_entries_stays_as_it_is(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        set(&admin, &json!({ "locales": ["en", "fr"], "locale_fallbacks": { "fr": ["en"] } })).await;
        let schema = json!({ "kind": "collectionType",
            "info": { "singularName": "note", "pluralName": "notes", "displayName": "Note" },
            "pluginOptions": { "i18n": { "localized": true } },
            "attributes": { "title": { "type": "string" } } });
        let change = json!({ "files": [{ "path": "note.json", "schema": schema }] });
        admin.post("/admin/api/content-types/apply", &change).await.expect_status(200);
        let note = json!({ "content_type": "note", "locale": "en", "data": { "title": "A" } });
        admin.post("/admin/api/entries", &note).await.expect_status(201);
        let version = admin.get(PATH).await.number_at("/version");
        admin.patch(PATH, version, &json!({ "locales": ["fr"] })).await.expect_status(409);
        admin.patch(PATH, version, &json!({ "locales": ["en", "de", "fr"] })).await.expect_status(200);
        // Fallbacks follow the locales that there are.
        let after = admin.patch(PATH, version + 1, &json!({ "locales": ["en"] })).await.expect_status(200);
        assert_eq!(after.at("/locale_fallbacks"), json!({}));
    }
}
