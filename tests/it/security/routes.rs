//! Every route × every role, asked for real: the table is a snapshot, and a new route is a new line in it.

use std::fmt::Write as _;

use galley_domain::roles::Role;
use galley_http::router::route_table;
use galley_http::routes::RouteEntry;
use galley_tests::client::Client;
use galley_tests::database::{Backend, TestDatabase};
use galley_tests::server::TestServer;
use serde_json::json;

/// What an answer says about the right to ask: nothing is there under these ids, so whoever may ask hears something
/// else than 401 and 403.
async fn may(client: &Client, route: &RouteEntry, path: &str) -> char {
    let method = &route.method;
    let (headers, body) = if method.is_safe() { (Vec::new(), None) } else { readable(route) };
    let answer = client.send(method.clone(), path, &headers, body).await;
    assert!(!answer.status.is_server_error(), "{method} {path}: {}", answer.text);
    match answer.status.as_u16() {
        401 => '-',
        403 => 'x',
        _ => '+',
    }
}

/// Headers and body that come past the extractors, so that the question of rights is asked.
fn readable(route: &RouteEntry) -> (Vec<(&'static str, &'static str)>, Option<String>) {
    let mut headers = vec![("if-match", "\"1\"")];
    let body = match route.operation.as_str() {
        "upload_files" | "upload_asset" => {
            headers.push(("content-type", "multipart/form-data; boundary=x"));
            "--x--\r\n"
        }
        "set_password" => r#"{"password":"a password that is long enough"}"#,
        _ if route.path.starts_with("/api/") => r#"{"data":{}}"#,
        _ => "{}",
    };
    (headers, Some(body.to_owned()))
}

/// The path with names of things that do not exist, except for types.
fn filled(route: &RouteEntry) -> String {
    let path = route.path.as_str();
    let numbered = ["/users/", "/tokens/", "/upload/files/"].iter().any(|part| path.contains(part));
    let id = if numbered { "999" } else { "00000000000000000000000001" };
    let name = match route.operation.as_str() {
        "update_single" | "delete_single" => "home",
        _ if path.starts_with("/admin/") => "post",
        _ => "posts",
    };
    path.replace("{name}", name)
        .replace("{id}", id)
        .replace("{document}", "00000000000000000000000001")
        .replace("{number}", "1")
        .replace("{session}", &"0".repeat(64))
        .replace("{*path}", "nothing/here")
        .split('/')
        .map(|segment| if segment.starts_with('{') { "nothing" } else { segment })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_role_reaches_the_routes_that_it_may() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    let mut clients = Vec::new();
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Public) {
        clients.push(server.token(role.as_str()));
    }
    clients.push(server.anonymous());
    let single = json!({ "files": [{ "path": "home.json", "schema": {
        "kind": "singleType",
        "info": { "singularName": "home", "pluralName": "homes", "displayName": "Home" },
        "galley": { "public": true },
        "attributes": { "title": { "type": "string", "required": true } }
    } }] });
    clients[0].post("/admin/api/content-types/apply", &single).await.expect_status(200);

    let mut table = "owner admin editor author viewer public\n".to_owned();
    for route in route_table() {
        let path = filled(&route);
        for client in &clients {
            table.push(may(client, &route, &path).await);
        }
        writeln!(table, "  {} {} ({}): {}", route.method, route.path, route.operation, route.policy)
            .expect("writing to a string");
    }
    insta::assert_snapshot!(table);
}
