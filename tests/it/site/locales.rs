//! A site in three languages, one of them from right to left, with what is not translated everywhere.

use galley_tests::client::Client;
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

/// Notes and writers in several languages; notes name a writer.
fn model() -> Value {
    let localized = json!({ "i18n": { "localized": true } });
    let text = json!({ "type": "string", "pluginOptions": localized });
    let schema = |name: &str, plural: &str, route: &str, attributes: Value| {
        json!({ "path": format!("{name}.json"), "schema": {
            "kind": "collectionType",
            "info": { "singularName": name, "pluralName": plural, "displayName": name },
            "pluginOptions": { "i18n": { "localized": true } },
            "galley": { "public": true, "route": route },
            "attributes": attributes,
        } })
    };
    let slug = |of: &str| json!({ "type": "uid", "targetField": of, "pluginOptions": localized });
    let body = json!({ "type": "richtext", "pluginOptions": localized });
    let writer = json!({ "type": "relation", "relation": "manyToOne", "target": "api::writer.writer" });
    json!({ "files": [
        schema("note", "notes", "/notes/{slug}", json!({
            "title": text, "slug": slug("title"), "body": body, "authors": writer,
        })),
        schema("writer", "writers", "/writers/{slug}", json!({ "name": text, "slug": slug("name") })),
    ] })
}

/// Publishes an entry, or a further locale of it.
async fn publish(admin: &Client, id: Option<&str>, content_type: &str, locale: &str, data: Value) -> String {
    let made = match id {
        None => {
            let entry = json!({ "content_type": content_type, "locale": locale, "data": data });
            admin.post("/admin/api/entries", &entry).await.expect_status(201)
        }
        Some(id) => {
            let path = format!("/admin/api/entries/{id}");
            let added =
                admin.post(&format!("{path}/locales"), &json!({ "locale": locale })).await.expect_status(201);
            let path = format!("{path}?locale={locale}");
            admin.patch(&path, added.number_at("/version"), &json!({ "data": data })).await.expect_status(200)
        }
    };
    let id = made.text_at("/id");
    let path = format!("/admin/api/entries/{id}/publish?locale={locale}");
    admin.act(&path, made.number_at("/version")).await.expect_status(200);
    id
}

async fn settings(admin: &Client, patch: Value) {
    let version = admin.get("/admin/api/settings").await.number_at("/version");
    admin.patch("/admin/api/settings", version, &patch).await.expect_status(200);
}

on_each_database! {
    async fn what_a_locale_lacks_comes_from_the_next_one(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        settings(&admin, json!({ "locales": ["en", "fr", "ar"] })).await;
        admin.post("/admin/api/content-types/apply", &model()).await.expect_status(200);
        let writer = publish(&admin, None, "writer", "en", json!({ "name": "Ana" })).await;
        publish(&admin, Some(&writer), "writer", "fr", json!({ "name": "Anne" })).await;
        let data = |title: &str| json!({ "title": title, "body": "a", "authors": writer });
        let note = publish(&admin, None, "note", "en", data("Ink")).await;
        publish(&admin, Some(&note), "note", "ar", data("حبر")).await;
        let page = async |path: &str| server.anonymous().get(path).await.expect_status(200).text;
        let english = page("/notes/ink").await;
        assert!(english.contains("<html lang=\"en\" dir=\"ltr\">"), "{english}");
        assert!(english.contains("href=\"/writers/ana\""), "{english}");

        // Without a chain a writer that does not exist in Arabic is not shown there; with one, the next one is.
        let admin_view = admin.get(&format!("/admin/api/entries/{note}?locale=ar")).await.expect_status(200);
        let path = admin_view.text_at("/path");
        let arabic = page(&path).await;
        assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"), "{arabic}");
        assert!(!arabic.contains("/writers/") && !arabic.contains("Ana"), "{arabic}");
        settings(&admin, json!({ "locale_fallbacks": { "ar": ["fr", "en"] } })).await;
        let arabic = page(&path).await;
        assert!(arabic.contains("href=\"/fr/writers/anne\"") && arabic.contains("Anne"), "{arabic}");
        // The content API says what is there.
        let answer = server.anonymous().get(&format!("/api/notes/{note}?locale=ar&populate=authors")).await;
        assert_eq!(answer.expect_status(200).at("/data/authors"), Value::Null);
        // A link to the document leads to the nearest page of it.
        let go = server.anonymous().get(&format!("/ar/go/{writer}")).await.expect_status(301);
        assert_eq!(go.header("location"), Some("/fr/writers/anne"));

        // Each page names the others, and only those that there are.
        let switch = |path: &str, language: &str, direction: &str| {
            format!("{path}\" hreflang=\"{language}\" lang=\"{language}\" dir=\"{direction}\"")
        };
        for page in [&english, &arabic] {
            assert!(page.contains(&switch("/notes/ink", "en", "ltr")), "{page}");
            // The path itself is percent-encoded there.
            assert!(page.contains(&switch("", "ar", "rtl")), "{page}");
            assert!(!page.contains("hreflang=\"fr\""), "{page}");
        }
        assert!(english.contains("dir=\"ltr\" aria-current=\"page\">English</a>"), "{english}");
        let list = page("/fr/notes").await;
        for (path, language, direction) in [("/notes", "en", "ltr"), ("/fr/notes", "fr", "ltr"), ("/ar/notes", "ar", "rtl")] {
            assert!(list.contains(&switch(path, language, direction)), "{path} is not in {list}");
        }
        settings(&admin, json!({ "locales": ["en", "fr", "ar", "de"] })).await;
        assert!(page("/de").await.contains("<html lang=\"de\" dir=\"ltr\">"));
        server.anonymous().get("/fr/notes/ink").await.expect_status(404);
    }

    async fn a_site_of_one_locale_has_no_switch(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let front = server.anonymous().get("/").await.expect_status(200).text;
        assert!(!front.contains("hreflang"), "{front}");
    }
}
