//! What was made says where it is, also when the request for it is sent again.

use galley_tests::on_each_database;
use galley_tests::server::{PASSWORD, TestServer};
use reqwest::Method;
use serde_json::json;

use super::assets::PIXEL;

on_each_database! {
    async fn every_201_names_a_place_that_can_be_read(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let user = json!({ "name": "Ana", "email": "ana@example.org", "role": "editor", "password": PASSWORD });
        for (path, body) in [
            ("/admin/api/entries", json!({ "content_type": "post", "data": { "title": "One" } })),
            ("/admin/api/users", user),
            ("/admin/api/tokens", json!({ "name": "t", "role": "viewer" })),
            ("/admin/api/redirects", json!({ "from": "/old", "to": "/" })),
            ("/api/posts", json!({ "data": { "title": "Two" } })),
        ] {
            let send = async || {
                let headers = [("idempotency-key", path)];
                owner.send(Method::POST, path, &headers, Some(body.to_string())).await.expect_status(201)
            };
            let made = send().await;
            let place = made.header("location").unwrap_or_else(|| panic!("{path} names no place")).to_owned();
            let found = owner.get(&place).await.expect_status(200);
            assert!(place.starts_with(path), "{place}");
            let id = if path.starts_with("/api/") { "/data/documentId" } else { "/id" };
            assert_eq!(found.at(id), made.at(id), "{path}");
            assert_eq!(send().await.header("location"), Some(&*place), "{path}");
        }
        let asset = owner.upload("/admin/api/assets", ("file", "a.gif", PIXEL), &[]).await.expect_status(201);
        let found = owner.get(asset.header("location").expect("a place")).await.expect_status(200);
        assert_eq!(found.at("/id"), asset.at("/id"));
        let file = owner.upload("/api/upload", ("files", "a.gif", PIXEL), &[]).await.expect_status(201);
        let found = owner.get(file.header("location").expect("a place")).await.expect_status(200);
        assert_eq!(found.json(), file.at("/0"));
    }

    async fn a_translation_and_a_preview_are_at_places_of_their_own(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let settings = json!({ "locales": ["en", "fr"] });
        owner.patch("/admin/api/settings", 0, &settings).await.expect_status(200);
        let model = json!({ "files": [{ "path": "note.json", "schema": {
            "kind": "collectionType",
            "info": { "singularName": "note", "pluralName": "notes", "displayName": "Note" },
            "galley": { "public": true, "route": "/notes/{slug}" },
            "pluginOptions": { "i18n": { "localized": true } },
            "attributes": {
                "title": { "type": "string", "pluginOptions": { "i18n": { "localized": true } } },
                "slug": { "type": "uid", "targetField": "title" }
            }
        } }] });
        owner.post("/admin/api/content-types/apply", &model).await.expect_status(200);
        let note = json!({ "content_type": "note", "data": { "title": "One" } });
        let note = owner.post("/admin/api/entries", &note).await.expect_status(201);
        let id = note.text_at("/id");
        assert_eq!(note.header("location"), Some(&*format!("/admin/api/entries/{id}?locale=en")));
        let french = json!({ "locale": "fr" });
        let french = owner.post(&format!("/admin/api/entries/{id}/locales"), &french).await.expect_status(201);
        let found = owner.get(french.header("location").expect("a place")).await.expect_status(200);
        assert_eq!((found.at("/locale"), found.at("/id")), (json!("fr"), json!(id)));
        let preview = owner.post(&format!("/admin/api/entries/{id}/preview-links"), &json!({})).await;
        assert_eq!(preview.header("location"), Some(&*preview.text_at("/url")));
    }

    async fn the_first_owner_is_sent_to_their_session(database: TestDatabase) {
        let server = TestServer::start(database).await;
        let setup = json!({
            "token": server.setup_token().expect("it is printed"), "name": "Ana", "email": "ana@example.org",
            "password": PASSWORD, "site_title": "Ana writes",
        });
        let made = server.anonymous().post("/admin/api/setup", &setup).await.expect_status(201);
        assert_eq!(made.header("location"), Some("/admin/api/session"));
    }
}
