//! Every write with a body that cannot be meant: each is refused with its status, in the envelope of its surface.

use galley_http::router::route_table;
use galley_tests::client::{Answer, Client};
use galley_tests::database::{Backend, TestDatabase};
use galley_tests::server::TestServer;
use reqwest::Method;

/// Writes that take no JSON: an action without a body, or files.
const WITHOUT_JSON: &[&str] = &[
    "publish_entry",
    "unpublish_entry",
    "discard_draft",
    "trash_entry",
    "untrash_entry",
    "restore_revision",
    "upload_asset",
    "upload_files",
];

struct Write {
    method: Method,
    path: String,
    is_content: bool,
}

fn writes_with_json() -> Vec<Write> {
    let takes_json = |method: &Method| [Method::POST, Method::PUT, Method::PATCH].contains(method);
    route_table()
        .into_iter()
        .filter(|route| takes_json(&route.method) && !WITHOUT_JSON.contains(&route.operation.as_str()))
        .map(|route| Write {
            is_content: route.path.starts_with("/api/"),
            path: route
                .path
                .replace("{name}", "posts")
                .replace("{document}", "00000000000000000000000001")
                .replace(
                    "{id}",
                    if route.path.contains("/users/") { "1" } else { "00000000000000000000000001" },
                ),
            method: route.method,
        })
        .collect()
}

async fn send(client: &Client, write: &Write, content_type: &str, body: String) -> Answer {
    let headers = [("if-match", "\"1\""), ("content-type", content_type)];
    client.send(write.method.clone(), &write.path, &headers, Some(body)).await
}

/// The envelope of the surface, without anything from inside.
fn check_envelope(write: &Write, answer: &Answer) {
    let status = answer.status.as_u16();
    let (pointer, content_type) = if write.is_content {
        ("/error/status", "application/json")
    } else {
        ("/status", "application/problem+json")
    };
    assert_eq!(answer.at(pointer), u64::from(status), "{} {}: {}", write.method, write.path, answer.text);
    assert_eq!(answer.header("content-type"), Some(content_type), "{} {}", write.method, write.path);
    for leaked in ["SELECT", "sqlx", ".rs:", "panicked"] {
        assert!(!answer.text.contains(leaked), "{} {}: {}", write.method, write.path, answer.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_write_refuses_what_it_cannot_read() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    let owner = server.token("owner");
    let writes = writes_with_json();
    assert!(writes.len() > 10, "the table of routes has the writes");
    let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
    let large = format!("{{\"data\":\"{}\"}}", "a".repeat(2 * 1024 * 1024));
    let cases = [
        ("text/plain", "{}".to_owned(), 415, 415),
        ("application/x-www-form-urlencoded", "a=b".to_owned(), 415, 415),
        ("application/json", "{".to_owned(), 400, 400),
        ("application/json", String::new(), 400, 400),
        ("application/json", r#"{"data":{},"data":{}}"#.to_owned(), 400, 400),
        ("application/json", r#"{"data":"\u0000"}"#.to_owned(), 400, 400),
        ("application/json", deep, 400, 400),
        ("application/json", large, 413, 413),
        ("application/json", "[]".to_owned(), 422, 400),
        ("application/json", r#"{"is_admin":true}"#.to_owned(), 422, 400),
    ];
    for write in &writes {
        for (content_type, body, admin, content) in &cases {
            let answer = send(&owner, write, content_type, body.clone()).await;
            let expected = if write.is_content { *content } else { *admin };
            let shown: String = body.chars().take(40).collect();
            assert_eq!(
                answer.status.as_u16(),
                expected,
                "{} {} {content_type} {shown}: {}",
                write.method,
                write.path,
                answer.text
            );
            check_envelope(write, &answer);
        }
    }
    assert!(owner.is_ready().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_too_large_is_refused_while_it_arrives() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    let owner = server.token("owner");
    let mut picture = b"GIF89a\x01\0\x01\0\x80\0\0".to_vec();
    picture.resize(26 * 1024 * 1024, 0);
    for (path, part) in [("/admin/api/assets", "file"), ("/api/upload", "files")] {
        let refused = owner.upload(path, (part, "large.gif", &picture), &[]).await;
        assert_eq!(refused.status, 413, "{path}: {}", refused.text);
    }
    assert_eq!(owner.get("/api/upload/files").await.json(), serde_json::json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_query_strings_are_refused_with_a_sentence() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    let anonymous = server.anonymous();
    let many = (0..60).map(|index| format!("filters[$and][{index}][title]=a")).collect::<Vec<_>>().join("&");
    let nested = format!("filters{}=1", "[$not]".repeat(40));
    let operands =
        (0..201).map(|index| format!("filters[title][$in][{index}]=a")).collect::<Vec<_>>().join("&");
    let relations = format!("populate{}=*", "[author][populate][posts][populate]".repeat(4));
    let long = format!("a={}", "b".repeat(9_000));
    let cases = [
        ("filters[title][$eq]=a&filters[title][$eq]=b", 400),
        ("filters[title][$regex]=a", 400),
        ("filters[id;DROP TABLE entries]=1", 400),
        ("sort=title;DROP", 400),
        ("sort=title'--", 400),
        ("sort=(SELECT 1)", 400),
        ("fields=title,password_hash", 400),
        ("pagination[limit]=-1", 400),
        ("pagination[pageSize]=1000000000", 400),
        ("pagination[page]=0", 400),
        ("pagination[page]=1&pagination[limit]=1", 400),
        ("pagination[start]=999999999", 400),
        ("status=draft", 403),
        ("status=secret", 400),
        ("locale=../../etc", 400),
        ("locale=xx", 400),
        ("populate[author][populate][nothing]=*", 400),
        ("filters=1", 400),
        ("%ff=1&filters[title]=%ff", 400),
        (&many, 400),
        (&nested, 400),
        (&operands, 400),
        (&relations, 400),
        (&long, 414),
    ];
    for (query, expected) in cases {
        let path = format!("/api/posts?{}", query.replace(' ', "%20"));
        let answer = anonymous.get(&path).await;
        let shown: String = query.chars().take(60).collect();
        assert_eq!(answer.status.as_u16(), expected, "{shown}: {}", answer.text);
        assert_eq!(answer.at("/error/status"), expected, "{shown}");
    }
    for flag in ["public=true", "preview=1", "static=1", "admin=1"] {
        anonymous.get(&format!("/api/posts?{flag}")).await.expect_status(200);
    }
}
