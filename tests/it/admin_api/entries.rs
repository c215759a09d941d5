//! Entries from the first draft to deletion for good.

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

on_each_database! {
    async fn an_entry_lives_through_all_its_states(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let body = json!({ "content_type": "post", "data": { "title": "One" } });
        let made = editor.post("/admin/api/entries", &body).await.expect_status(201);
        let path = format!("/admin/api/entries/{}", made.text_at("/id"));
        assert_eq!(made.header("etag"), Some("\"1\""));
        assert!(made.header("galley-seq").is_some());
        assert_eq!(made.at("/status"), "draft");
        assert_eq!(made.at("/published"), Value::Null);
        assert_eq!(made.at("/permissions"), json!({ "edit": true, "publish": true, "delete": true }));

        let saved = editor.patch(&path, 1, &json!({ "data": { "excerpt": "Short" } })).await.expect_status(200);
        assert_eq!(saved.at("/draft/data/title"), "One", "what is not named stays");
        let published = editor.act(&format!("{path}/publish"), saved.number_at("/version")).await.expect_status(200);
        assert_eq!(published.at("/status"), "published");
        assert_eq!(published.at("/path"), "/blog/one");
        let version = published.number_at("/version");
        let typed = json!({ "data": { "title": "Two" } });
        let headers = [("if-match", &*format!("\"{version}\""))];
        let autosaved = editor
            .send(reqwest::Method::POST, &format!("{path}/autosave"), &headers, Some(typed.to_string()))
            .await
            .expect_status(200);
        assert_eq!(autosaved.at("/status"), "changed");
        assert_eq!(autosaved.at("/published/data/title"), "One");

        let step = async |verb: &str, version: i64, status: &str| {
            let answer = editor.act(&format!("{path}/{verb}"), version).await.expect_status(200);
            assert_eq!(answer.at("/status"), status, "{verb}");
            answer.number_at("/version")
        };
        let version = step("discard-draft", autosaved.number_at("/version"), "published").await;
        let version = step("unpublish", version, "draft").await;
        let version = step("trash", version, "trashed").await;
        editor.act(&format!("{path}/publish"), version).await.expect_status(409);
        let trash = editor.get("/admin/api/content-types/post/trash").await.expect_status(200);
        assert_eq!(trash.at("/items/0/id"), made.at("/id"));
        let version = step("untrash", version, "draft").await;
        let delete = async |version: i64| {
            let version = format!("\"{version}\"");
            editor.send(reqwest::Method::DELETE, &path, &[("if-match", &version)], None).await
        };
        assert_eq!(delete(version).await.expect_status(409).at("/code"), "state");
        let version = step("trash", version, "trashed").await;
        delete(version).await.expect_status(204);
        editor.get(&path).await.expect_status(404);
    }

    async fn a_publish_lists_everything_that_is_missing(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let body = json!({ "content_type": "post", "data": { "seo": {} } });
        let made = editor.post("/admin/api/entries", &body).await.expect_status(201);
        let path = format!("/admin/api/entries/{}/publish", made.text_at("/id"));
        let refused = editor.act(&path, 1).await.expect_status(422);
        let errors = refused.at("/errors");
        let found: Vec<&str> = errors
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|error| error.pointer("/path").and_then(Value::as_str))
            .collect();
        assert!(found.contains(&"/title") && found.contains(&"/slug"), "{errors}");
        assert_eq!(refused.at("/code"), "invalid");
    }

    async fn a_list_shows_drafts_with_how_they_stand(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        for title in ["Alpha", "Beta", "Gamma"] {
            editor.post("/api/posts", &json!({ "data": { "title": title } })).await.expect_status(201);
        }
        editor.post("/api/posts?status=draft", &json!({ "data": { "title": "Delta" } })).await.expect_status(201);
        let list = "/admin/api/content-types/post/entries";
        let page = editor.get(&format!("{list}?sort=title&pagination[pageSize]=2")).await.expect_status(200);
        assert_eq!((page.at("/total"), page.at("/limit")), (json!(4), json!(2)));
        assert_eq!(page.at("/items/0/title"), "Alpha");
        assert_eq!(page.at("/items/0/status"), "published");
        assert_eq!(page.at("/items/0/permissions/publish"), true);
        let drafts = editor.get(&format!("{list}?filters[title][$startsWith]=D")).await.expect_status(200);
        assert_eq!(drafts.at("/items/0/status"), "draft");
        assert_eq!(drafts.at("/items/1"), Value::Null);
        editor.get(&format!("{list}?filters[nothing]=1")).await.expect_status(400);
        editor.get("/admin/api/content-types/nothing/entries").await.expect_status(404);
    }

    async fn an_author_works_on_their_own_entries(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (ana, ben) = (server.user("ana", "author").await, server.user("ben", "author").await);
        let body = json!({ "content_type": "post", "data": { "title": "Ana's" } });
        let made = ana.post("/admin/api/entries", &body).await.expect_status(201);
        let path = format!("/admin/api/entries/{}", made.text_at("/id"));
        let seen = ben.get(&path).await.expect_status(200);
        assert_eq!(seen.at("/permissions"), json!({ "edit": false, "publish": false, "delete": false }));
        ben.patch(&path, 1, &json!({ "data": { "title": "Ben's" } })).await.expect_status(403);
        for verb in ["publish", "unpublish", "discard-draft", "trash", "untrash"] {
            ben.act(&format!("{path}/{verb}"), 1).await.expect_status(403);
        }
        assert_eq!(ana.get(&path).await.at("/version"), 1, "nothing changed");
        ana.act(&format!("{path}/publish"), 1).await.expect_status(200);
    }

    async fn who_writes_without_reading_drafts_is_not_shown_them(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let body = json!({ "content_type": "post", "data": { "title": "Secret", "excerpt": "Hidden" } });
        let made = owner.post("/admin/api/entries", &body).await.expect_status(201);
        let path = format!("/admin/api/entries/{}", made.text_at("/id"));
        let token = json!({ "name": "w", "role": "editor", "scopes": ["write"] });
        let token = owner.post("/admin/api/tokens", &token).await.text_at("/secret");
        let blind = server.anonymous().with_token(&token);
        blind.get(&path).await.expect_status(403);
        let token = json!({ "name": "w", "role": "editor", "scopes": ["read", "write"] });
        let token = owner.post("/admin/api/tokens", &token).await.text_at("/secret");
        let writer = server.anonymous().with_token(&token);
        writer.get(&path).await.expect_status(403);
        let saved = writer.patch(&path, 1, &json!({ "data": { "title": "Known" } })).await.expect_status(200);
        let lost = writer.patch(&path, 1, &json!({ "data": { "title": "Known" } })).await.expect_status(412);
        for answer in [saved, lost] {
            assert!(!answer.text.contains("Hidden") && !answer.text.contains("excerpt"), "{}", answer.text);
        }
        assert_eq!(owner.get(&path).await.at("/draft/data/title"), "Known");
    }

    async fn a_translation_is_a_draft_of_its_own(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let locales = json!({ "locales": ["en", "fr"] });
        let version = owner.get("/admin/api/settings").await.number_at("/version");
        owner.patch("/admin/api/settings", version, &locales).await.expect_status(200);
        let model = json!({ "files": [{ "path": "note.json", "schema": {
            "kind": "collectionType",
            "info": { "singularName": "note", "pluralName": "notes", "displayName": "Note" },
            "pluginOptions": { "i18n": { "localized": true } },
            "attributes": {
                "title": { "type": "string", "pluginOptions": { "i18n": { "localized": true } } },
                "size": { "type": "integer" }
            }
        } }] });
        owner.post("/admin/api/content-types/apply", &model).await.expect_status(200);
        let body = json!({ "content_type": "note", "locale": "en", "data": { "title": "Hello", "size": 1 } });
        let made = owner.post("/admin/api/entries", &body).await.expect_status(201);
        let path = format!("/admin/api/entries/{}", made.text_at("/id"));
        let french = json!({ "locale": "fr", "copy_of": "en" });
        let added = owner.post(&format!("{path}/locales"), &french).await.expect_status(201);
        assert_eq!(added.at("/draft/data"), json!({ "title": "Hello", "size": 1 }));
        assert_eq!(added.at("/locales"), json!(["en", "fr"]));
        owner.post(&format!("{path}/locales"), &french).await.expect_status(409);
        let unknown = owner.post(&format!("{path}/locales"), &json!({ "locale": "de" })).await.expect_status(422);
        assert_eq!(unknown.at("/errors/0/path"), "/locale");
        let saved = json!({ "data": { "title": "Bonjour", "size": 2 } });
        owner.patch(&format!("{path}?locale=fr"), 1, &saved).await.expect_status(200);
        let english = owner.get(&format!("{path}?locale=en")).await.expect_status(200);
        assert_eq!(english.at("/draft/data"), json!({ "title": "Hello", "size": 2 }));
        owner.act(&format!("{path}/trash?locale=fr"), 2).await.expect_status(200);
        owner.get(&format!("{path}?locale=en")).await.expect_status(200);
    }
}

on_each_database! {
    async fn a_draft_is_warned_of_an_address_that_is_taken(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let editor = server.token("editor");
        let entry = |data: Value| json!({ "content_type": "page", "data": data });
        let created = |data: Value| {
            let editor = &editor;
            async move { editor.post("/admin/api/entries", &entry(data)).await.expect_status(201).text_at("/id") }
        };
        let holder = created(json!({ "title": "Holder", "slug": "same" })).await;
        let shown = editor.get(&format!("/admin/api/entries/{holder}")).await.expect_status(200);
        assert_eq!(shown.at("/warnings"), json!([]));
        editor.act(&format!("/admin/api/entries/{holder}/publish"), shown.number_at("/version")).await.expect_status(200);
        for (data, path, code) in [
            (json!({ "title": "Draft", "slug": "same" }), "/slug", "not_unique"),
            (json!({ "title": "Draft", "slug": "blog" }), "/slug", "reserved_path"),
        ] {
            let draft = created(data).await;
            let shown = editor.get(&format!("/admin/api/entries/{draft}")).await.expect_status(200);
            assert_eq!((shown.at("/warnings/0/path"), shown.at("/warnings/0/code")), (path.into(), code.into()));
            editor
                .act(&format!("/admin/api/entries/{draft}/publish"), shown.number_at("/version"))
                .await
                .expect_status(422);
        }
    }
}
