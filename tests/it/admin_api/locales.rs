//! Which locale an address of the admin API means, and what is said when there is none.

use galley_tests::client::Client;
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::{Value, json};

/// A site in English, French and German with a localized type `note`.
async fn with_notes(server: &TestServer) -> Client {
    let owner = server.token("owner");
    let version = owner.get("/admin/api/settings").await.number_at("/version");
    let locales = json!({ "locales": ["en", "fr", "de"] });
    owner.patch("/admin/api/settings", version, &locales).await.expect_status(200);
    let model = json!({ "files": [{ "path": "note.json", "schema": {
        "kind": "collectionType",
        "info": { "singularName": "note", "pluralName": "notes", "displayName": "Note" },
        "pluginOptions": { "i18n": { "localized": true } },
        "attributes": { "title": { "type": "string", "pluginOptions": { "i18n": { "localized": true } } } }
    } }] });
    owner.post("/admin/api/content-types/apply", &model).await.expect_status(200);
    owner
}

on_each_database! {
    async fn an_address_without_a_locale_means_the_default_one(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = with_notes(&server).await;
        let body = json!({ "content_type": "note", "data": { "title": "Hello" } });
        let made = owner.post("/admin/api/entries", &body).await.expect_status(201);
        assert_eq!(made.at("/locale"), "en");
        let path = format!("/admin/api/entries/{}", made.text_at("/id"));
        assert_eq!(owner.get(&path).await.expect_status(200).at("/draft/data/title"), "Hello");
        let saved = owner.patch(&path, 1, &json!({ "data": { "title": "Hi" } })).await.expect_status(200);
        assert_eq!(saved.at("/locale"), "en");
        let autosave = json!({ "data": { "title": "Hi there" } }).to_string();
        owner
            .send(Method::POST, &format!("{path}/autosave"), &[("if-match", "\"2\"")], Some(autosave))
            .await
            .expect_status(200);
        owner.act(&format!("{path}/publish"), 3).await.expect_status(200);
        let history = owner.get(&format!("{path}/revisions")).await.expect_status(200);
        let first = history.at("/items").as_array().map_or(0, Vec::len);
        owner.get(&format!("{path}/revisions/{first}")).await.expect_status(200);
        let version = owner.get(&path).await.number_at("/version");
        owner.act(&format!("{path}/revisions/1/restore"), version).await.expect_status(200);
    }

    async fn a_missing_translation_is_told_from_a_missing_entry(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = with_notes(&server).await;
        let body = json!({ "content_type": "note", "locale": "fr", "data": { "title": "Bonjour" } });
        let made = owner.post("/admin/api/entries", &body).await.expect_status(201);
        let path = format!("/admin/api/entries/{}", made.text_at("/id"));
        owner.get(&format!("{path}?locale=fr")).await.expect_status(200);
        for address in [path.clone(), format!("{path}?locale=de"), format!("{path}/revisions?locale=de")] {
            let missing = owner.get(&address).await.expect_status(404);
            assert_eq!(missing.at("/code"), "locale_not_found", "{address}");
            assert_eq!(missing.at("/locales"), json!(["fr"]), "{address}");
        }
        let missing = owner.patch(&path, 1, &json!({ "data": {} })).await.expect_status(404);
        assert_eq!(missing.at("/locales"), json!(["fr"]));
        let missing = owner.act(&format!("{path}/trash?locale=de"), 1).await.expect_status(404);
        assert_eq!(missing.at("/locales"), json!(["fr"]));
        let unknown = owner.get("/admin/api/entries/00000000000000000000000001?locale=fr").await;
        assert_eq!(unknown.expect_status(404).at("/code"), "not_found");
    }

    async fn a_locale_that_cannot_be_meant_is_refused(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = with_notes(&server).await;
        let refused = async |content_type: &str, locale: &str| {
            let body = json!({ "content_type": content_type, "locale": locale, "data": {} });
            let answer = owner.post("/admin/api/entries", &body).await.expect_status(422);
            assert_eq!(answer.at("/errors/0/path"), "/locale");
            answer.text_at("/errors/0/message")
        };
        assert_eq!(refused("note", "it").await, "must be one of the site's locales: `en`, `fr`, `de`");
        assert_eq!(refused("post", "fr").await, "must be left out: entries of `post` have no locales");

        let post = json!({ "content_type": "post", "locale": null, "data": { "title": "One" } });
        let post = owner.post("/admin/api/entries", &post).await.expect_status(201);
        assert_eq!(post.at("/locale"), Value::Null);
        let path = format!("/admin/api/entries/{}", post.text_at("/id"));
        owner.get(&path).await.expect_status(200);
        let answer = owner.get(&format!("{path}?locale=en")).await.expect_status(400);
        assert_eq!(answer.at("/parameter"), "locale");
        let note = owner.post("/admin/api/entries", &json!({ "content_type": "note", "data": {} })).await;
        let path = format!("/admin/api/entries/{}?locale=it", note.text_at("/id"));
        assert_eq!(owner.get(&path).await.expect_status(400).at("/parameter"), "locale");
        let viewer = server.token("viewer");
        viewer.get(&path).await.expect_status(400);
        server.anonymous().get(&path).await.expect_status(401);
    }
}
