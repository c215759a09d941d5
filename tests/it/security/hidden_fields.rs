//! A field that the caller may not read is a field that does not exist: in every clause, and for writers too.

use galley_tests::client::{Answer, Client};
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

/// Every clause that can name a field, with `FIELD` in its place.
const CLAUSES: &[&str] = &[
    "filters[FIELD][$eq]=a",
    "filters[FIELD]=a",
    "filters[FIELD][$startsWith]=a",
    "filters[FIELD][$null]=true",
    "filters[FIELD][$in][0]=a",
    "filters[FIELD][$between][0]=a&filters[FIELD][$between][1]=b",
    "filters[$not][FIELD][$eq]=a",
    "filters[$or][0][FIELD][$containsi]=a",
    "filters[$and][0][FIELD][$gt]=a",
    "filters[posts][author][FIELD][$eq]=a",
    "sort=FIELD",
    "sort=FIELD:desc",
    "sort[0]=FIELD:asc",
    "sort[FIELD]=desc",
    "fields=FIELD",
    "fields[0]=name&fields[1]=FIELD",
    "populate=FIELD",
    "populate[FIELD]=*",
    "populate[FIELD][fields]=name",
    "populate[posts][populate][author][fields]=FIELD",
    "populate[posts][populate][author][sort]=FIELD",
    "populate[posts][filters][author][FIELD]=a",
    "populate[posts][sort]=author.FIELD",
];

/// Status and body with the name taken out.
fn anonymised(answer: &Answer, field: &str) -> (u16, String) {
    (answer.status.as_u16(), answer.text.replace(field, "FIELD"))
}

async fn author(server: &TestServer) -> (Client, String) {
    let owner = server.token("owner");
    let body = json!({ "data": { "name": "Ana", "slug": "ana", "email": "ana@example.org" } });
    let document = owner.post("/api/authors", &body).await.expect_status(201).text_at("/data/documentId");
    (owner, document)
}

on_each_database! {
    async fn a_hidden_field_and_an_unknown_one_are_the_same_in_every_clause(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (_owner, _document) = author(&server).await;
        // `email` is private; `nomen` is as long and does not exist.
        for client in [server.anonymous(), server.token("viewer")] {
            for clause in CLAUSES {
                let ask = async |field: &str| {
                    let answer = client.get(&format!("/api/authors?{}", clause.replace("FIELD", field))).await;
                    anonymised(&answer, field)
                };
                let (hidden, unknown) = (ask("email").await, ask("nomen").await);
                assert_eq!(hidden, unknown, "{clause}");
                assert_eq!(hidden.0, 400, "{clause}: {}", hidden.1);
            }
        }
    }

    async fn a_hidden_value_is_in_no_answer(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (owner, document) = author(&server).await;
        let post = json!({ "data": { "title": "One", "author": document } });
        owner.post("/api/posts", &post).await.expect_status(201);
        let paths = [
            "/api/authors".to_owned(),
            "/api/authors?fields=*".to_owned(),
            "/api/authors?populate=*".to_owned(),
            format!("/api/authors/{document}"),
            "/api/posts?populate=*".to_owned(),
            "/api/posts?populate=author".to_owned(),
            "/api/posts?populate[author][fields]=*".to_owned(),
            "/api/posts?populate[author][populate][posts][populate]=author".to_owned(),
        ];
        for path in paths {
            let shown = server.anonymous().get(&path).await.expect_status(200);
            assert!(shown.text.contains("Ana") || shown.text.contains("One"), "{path}: {}", shown.text);
            assert!(!shown.text.contains("email") && !shown.text.contains("example.org"), "{path}: {}", shown.text);
        }
        let shown = server.token("editor").get(&format!("/api/authors/{document}")).await;
        assert_eq!(shown.at("/data/email"), "ana@example.org");
        let viewer = server.token("viewer");
        let shown = viewer.get(&format!("/admin/api/entries/{document}")).await.expect_status(200);
        assert_eq!(shown.at("/draft/data"), json!({ "name": "Ana", "slug": "ana" }));
        let revision = viewer.get(&format!("/admin/api/entries/{document}/revisions/1")).await.expect_status(200);
        assert_eq!(revision.at("/data"), json!({ "name": "Ana", "slug": "ana" }));
    }

    async fn a_writer_who_may_not_read_a_field_may_not_write_it(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let (owner, document) = author(&server).await;
        let scopes = json!({ "name": "w", "role": "editor", "scopes": ["read", "write", "publish"] });
        let secret = owner.post("/admin/api/tokens", &scopes).await.expect_status(201).text_at("/secret");
        let writer = server.anonymous().with_token(&secret);
        let path = format!("/api/authors/{document}");
        for data in [json!({ "FIELD": "a@b.cd" }), json!({ "FIELD": 1, "name": 2 }), json!({ "FIELD": null, "x": 1 })] {
            let send = async |field: &str| {
                let body: Value =
                    serde_json::from_str(&json!({ "data": data }).to_string().replace("FIELD", field)).expect("JSON");
                anonymised(&writer.put(&path, &body).await, field)
            };
            let (hidden, unknown) = (send("email").await, send("nomen").await);
            assert_eq!(hidden, unknown, "{data}");
            assert_eq!(hidden.0, 400, "{data}: {}", hidden.1);
        }
        writer.put(&path, &json!({ "data": { "name": "Ana Sol" } })).await.expect_status(200);
        let kept = owner.get(&path).await;
        assert_eq!(kept.at("/data/email"), "ana@example.org");
        assert_eq!(kept.at("/data/name"), "Ana Sol");
    }

    async fn an_unknown_type_and_a_hidden_one_are_the_same(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let memo = json!({ "files": [{ "path": "memo.json", "schema": {
            "kind": "collectionType",
            "info": { "singularName": "memo", "pluralName": "memos", "displayName": "Memo" },
            "attributes": { "title": { "type": "string" } }
        } }] });
        owner.post("/admin/api/content-types/apply", &memo).await.expect_status(200);
        let body = json!({ "data": { "title": "Secret" } });
        let document = owner.post("/api/memos", &body).await.expect_status(201).text_at("/data/documentId");
        let none = "0".repeat(26);
        let anonymous = server.anonymous();
        for (hidden, unknown) in [
            ("/api/memos".to_owned(), "/api/nones".to_owned()),
            ("/api/memo".to_owned(), "/api/none".to_owned()),
            (format!("/api/memos/{document}"), format!("/api/memos/{none}")),
            (format!("/api/memos/{document}"), format!("/api/posts/{document}")),
            (format!("/api/memos/{document}?status=draft"), format!("/api/nones/{document}?status=draft")),
            ("/api/memos?filters[nothing]=1".to_owned(), "/api/nones?filters[nothing]=1".to_owned()),
        ] {
            let (hidden, unknown) = (anonymous.get(&hidden).await, anonymous.get(&unknown).await);
            assert_eq!((hidden.status.as_u16(), &hidden.text), (404, &unknown.text));
            assert_eq!(unknown.status.as_u16(), 404);
        }
        for (hidden, unknown) in [("/api/memos", "/api/nones"), ("/api/memo", "/api/none")] {
            let (hidden, unknown) = (anonymous.post(hidden, &body).await, anonymous.post(unknown, &body).await);
            assert_eq!((hidden.status.as_u16(), &hidden.text), (404, &unknown.text));
        }
        let put = anonymous.put(&format!("/api/memos/{document}"), &body).await;
        assert_eq!(put.status, 404);
        let delete = anonymous.delete(&format!("/api/memos/{document}")).await;
        assert_eq!(delete.status, 404);
    }
}
