//! Query parameters and bodies that do not fit: named by parameter or path, in our own words.

use galley_http::router::route_table;
use galley_tests::database::{Backend, TestDatabase};
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_of_the_admin_api_refuses_a_parameter_that_it_does_not_know() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    let owner = server.token("owner");
    let routes = route_table().into_iter().filter(|route| route.path.starts_with("/admin/api/"));
    let mut asked = 0;
    for route in routes {
        let filled = |segment| if str::starts_with(segment, '{') { "1" } else { segment };
        let path = route.path.split('/').map(filled).collect::<Vec<_>>().join("/");
        let body = (route.method != Method::GET).then(|| "{}".to_owned());
        let answer = owner
            .send(route.method.clone(), &format!("{path}?limt=5"), &[("if-match", "\"1\"")], body)
            .await
            .expect_status(400);
        assert_eq!(answer.at("/code"), "invalid_parameter", "{} {path}", route.method);
        assert_eq!(answer.at("/parameter"), "limt", "{} {path}", route.method);
        asked += 1;
    }
    assert!(asked > 30, "the table has the routes: {asked}");
}

on_each_database! {
    async fn a_parameter_that_cannot_be_read_is_named(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        for (path, parameter) in [
            ("users?limit=many", "limit"),
            ("users?limit=1&limit=2", "limit"),
            ("users?limit=101", "limit"),
            ("content-types/post/trash?offset=-1", "offset"),
            ("content-types/post/entries?filters[nothing]=1", "filters"),
            ("content-types/post/entries?pagination[pageSize]=1000", "pagination"),
            ("content-types/post/entries?populate=*", "populate"),
            ("entries/00000000000000000000000001?locale=EN", "locale"),
        ] {
            let refused = owner.get(&format!("/admin/api/{path}")).await.expect_status(400);
            assert_eq!(refused.at("/parameter"), parameter, "{path}: {}", refused.text);
        }
    }

    async fn a_body_that_does_not_fit_is_refused_in_words_of_our_own(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let owner = server.token("owner");
        let refused = |path: &'static str, body: &'static str| {
            let owner = owner.clone();
            async move { owner.send(Method::POST, path, &[], Some(body.to_owned())).await }
        };
        for (body, expected) in [
            (r#"{"name":"a"}"#, json!({ "path": "/role", "code": "required", "message": "must be given" })),
            (
                r#"{"name":7,"role":"editor"}"#,
                json!({ "path": "/name", "code": "wrong_kind", "message": "must be a text" }),
            ),
            (
                r#"{"name":"a","role":"editor","expires_in_days":"soon"}"#,
                json!({
                    "path": "/expires_in_days", "code": "wrong_kind",
                    "message": "must be a whole number from 0 to 65535",
                }),
            ),
            (
                r#"{"name":"a","role":"editor","scopes":"read"}"#,
                json!({ "path": "/scopes", "code": "wrong_kind", "message": "must be a list" }),
            ),
            ("[]", json!({ "path": "", "code": "wrong_kind", "message": "must be an object" })),
        ] {
            let answer = refused("/admin/api/tokens", body).await.expect_status(422);
            assert_eq!(answer.at("/errors"), json!([expected]), "{body}");
        }
        for (body, expected) in [
            ("", "the body is empty where JSON is expected"),
            (r#"{"name":"#, "the body is not valid JSON: it ends too early"),
            ("{\n  name: 1 }", "the body is not valid JSON: see line 2, column 3"),
        ] {
            let answer = refused("/admin/api/tokens", body).await.expect_status(400);
            assert_eq!(answer.at("/detail"), expected, "{body}");
        }
        let answer = refused("/api/posts", "{}").await.expect_status(400);
        assert_eq!(
            answer.at("/error/details/errors"),
            json!([{
                "path": ["data"], "message": "data must be given", "name": "ValidationError", "code": "required",
            }])
        );
        assert_eq!(answer.at("/error/message"), "data must be given");
    }
}
