//! A write that is sent again with its key is answered again and not done again.

use futures::future::join_all;
use galley_tests::client::{Answer, Client};
use galley_tests::on_each_database;
use galley_tests::server::{PASSWORD, TestServer};
use reqwest::Method;
use serde_json::{Value, json};

async fn send(client: &Client, key: &str, (method, path, body): (Method, &str, &Value)) -> Answer {
    let headers = [("idempotency-key", key), ("if-match", "\"1\"")];
    let body = (!body.is_null()).then(|| body.to_string());
    client.send(method, path, &headers, body).await
}

on_each_database! {
    async fn every_kind_of_write_is_done_once_for_one_key(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let entry = json!({ "content_type": "post", "data": { "title": "One" } });
        let made = owner.post("/admin/api/entries", &entry).await.expect_status(201).text_at("/id");
        let path = format!("/admin/api/entries/{made}");
        let user = json!({ "name": "Ana", "email": "ana@example.org", "role": "editor", "password": PASSWORD });
        let token = json!({ "name": "t", "role": "viewer" });
        let model = json!({ "files": [{ "path": "memo.json", "schema": {
            "kind": "collectionType",
            "info": { "singularName": "memo", "pluralName": "memos", "displayName": "Memo" },
            "attributes": { "title": { "type": "string" } }
        } }] });
        let publish = format!("{path}/publish");
        let writes = [
            (Method::POST, "/admin/api/entries", &entry),
            (Method::POST, &*publish, &Value::Null),
            (Method::POST, "/admin/api/users", &user),
            (Method::POST, "/admin/api/tokens", &token),
            (Method::POST, "/admin/api/content-types/apply", &model),
        ];
        for (index, write) in writes.into_iter().enumerate() {
            let key = format!("key-{index}");
            let first = send(&owner, &key, write.clone()).await;
            assert!(first.status.is_success(), "{}: {}", write.1, first.text);
            let again = send(&owner, &key, write.clone()).await;
            assert_eq!(again.status, first.status, "{}", write.1);
            assert_eq!(again.header("idempotent-replayed"), Some("true"), "{}", write.1);
            // A secret is shown once, and how a draft stands to what others wrote is looked up after the write.
            let without = |answer: &Answer| {
                let mut body = answer.json();
                if let Some(object) = body.as_object_mut() {
                    object.remove("secret");
                    object.remove("warnings");
                }
                body
            };
            assert_eq!(without(&again), without(&first), "{}", write.1);
            if first.at("/version").is_number() {
                assert_eq!(again.header("etag"), first.header("etag"), "{}", write.1);
            }
        }
        let list = owner.get("/admin/api/content-types/post/entries").await.expect_status(200);
        assert_eq!(list.at("/total"), 2, "the first entry and the one of the first key");
    }

    async fn a_key_belongs_to_one_request_of_one_actor(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (owner, other) = (server.token("owner"), server.token("owner"));
        let entry = |title: &str| json!({ "content_type": "post", "data": { "title": title } });
        let create = |client: &Client, title: &str| {
            let (client, body) = (client.clone(), entry(title));
            async move { send(&client, "key", (Method::POST, "/admin/api/entries", &body)).await }
        };
        let first = create(&owner, "One").await.expect_status(201);
        let mismatch = create(&owner, "Two").await.expect_status(409);
        assert_eq!(mismatch.at("/code"), "idempotency_mismatch");
        let of_other = create(&other, "One").await.expect_status(201);
        assert_ne!(of_other.at("/id"), first.at("/id"));
        for wrong in ["", "a b", &"k".repeat(256)] {
            let body = entry("Three");
            send(&owner, wrong, (Method::POST, "/admin/api/entries", &body)).await.expect_status(400);
        }
    }

    async fn retries_that_run_at_once_write_once(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let body = json!({ "content_type": "post", "data": { "title": "One" } });
        let write = (Method::POST, "/admin/api/entries", &body);
        let answers = join_all((0..20).map(|_| send(&owner, "key", write.clone()))).await;
        let ids: std::collections::HashSet<String> =
            answers.iter().filter(|answer| answer.status == 201).map(|answer| answer.text_at("/id")).collect();
        assert_eq!(ids.len(), 1);
        for answer in &answers {
            assert!([201, 503].contains(&answer.status.as_u16()), "{}", answer.text);
        }
        let list = owner.get("/admin/api/content-types/post/entries").await;
        assert_eq!(list.at("/total"), 1);
    }

    async fn a_refused_write_keeps_nothing_for_its_key(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let wrong = json!({ "content_type": "post", "data": { "nothing": 1 } });
        send(&owner, "key", (Method::POST, "/admin/api/entries", &wrong)).await.expect_status(422);
        send(&owner, "key", (Method::POST, "/admin/api/entries", &wrong)).await.expect_status(422);
        let right = json!({ "content_type": "post", "data": { "title": "One" } });
        send(&owner, "key", (Method::POST, "/admin/api/entries", &right)).await.expect_status(201);
    }
}
