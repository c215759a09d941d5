//! The log: one line for each completed action, naming ids and nothing that people wrote.

use galley_tests::client::Client;
use galley_tests::database::{Backend, TestDatabase};
use galley_tests::on_each_database;
use galley_tests::server::{PASSWORD, TestServer};
use serde_json::{Value, json};

const TITLE: &str = "An unmistakable title";

fn lines(server: &TestServer) -> Vec<Value> {
    let output = server.output();
    output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// The lines of one action.
fn of<'a>(lines: &'a [Value], action: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line["action"] == action).collect()
}

async fn entry_goes_through_its_life(editor: &Client) -> String {
    let made = editor.post("/api/posts?status=draft", &json!({ "data": { "title": TITLE } })).await;
    let document = made.expect_status(201).text_at("/data/documentId");
    let path = format!("/api/posts/{document}");
    editor
        .put(&format!("{path}?status=draft"), &json!({ "data": { "excerpt": "x" } }))
        .await
        .expect_status(200);
    editor.put(&path, &json!({ "data": { "excerpt": "y" } })).await.expect_status(200);
    document
}

on_each_database! {
    async fn each_completed_action_is_one_line(database: TestDatabase) {
        let server = TestServer::start_blog_with(database, &[("GALLEY_LOG_FORMAT", "json")]).await;
        let document = entry_goes_through_its_life(&server.token("editor")).await;
        let lines = lines(&server);
        for action in ["entry.created", "entry.published"] {
            let [line] = of(&lines, action)[..] else { panic!("{action}: {lines:#?}") };
            assert_eq!((&line["document"], &line["content_type"]), (&json!(document), &json!("post")));
            assert!(line["actor"].as_str().is_some_and(|actor| actor.starts_with("token:")), "{line}");
            assert!(line["version"].is_i64() && line["duration_ms"].is_u64(), "{line}");
            assert_eq!(line["level"], "INFO");
        }
        assert!(of(&lines, "entry.saved").is_empty(), "saves are at debug: {lines:#?}");
        assert!(!server.output().contains(TITLE), "{}", server.output());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts_and_refusals_are_logged_without_what_people_typed() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog_with(database, &[("GALLEY_LOG_FORMAT", "json")]).await;
    let ana = server.user("ana", "owner").await;
    for (email, password) in [("ana@example.org", "a wrong password"), ("nobody@example.org", PASSWORD)] {
        let body = json!({ "email": email, "password": password });
        server.anonymous().post("/admin/api/session", &body).await.expect_status(401);
    }
    let body = json!({ "name": "a named token", "role": "viewer" });
    let secret = ana.post("/admin/api/tokens", &body).await.expect_status(201).text_at("/secret");
    ana.patch("/admin/api/settings", 0, &json!({ "title": TITLE })).await.expect_status(200);
    ana.delete("/admin/api/session").await.expect_status(204);

    let lines = lines(&server);
    for action in ["user.signed_in", "token.created", "settings.changed", "user.signed_out"] {
        let [line] = of(&lines, action)[..] else { panic!("{action}: {lines:#?}") };
        assert!(line["actor"].as_str().is_some_and(|actor| actor.starts_with("user:")), "{line}");
    }
    let [known, unknown] = of(&lines, "user.sign_in_refused")[..] else { panic!("{lines:#?}") };
    assert!(known["user.id"].is_i64() && unknown["user.id"].is_null(), "{known} {unknown}");
    assert_eq!(known["client.address"], "127.0.0.1");
    let output = server.output();
    for secret in ["ana@", "nobody@", "a wrong password", PASSWORD, &secret, "a named token", TITLE] {
        assert!(!output.contains(secret), "`{secret}` is in the log:\n{output}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn saves_are_logged_at_debug_and_batches_once() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let environment = [("GALLEY_LOG_FORMAT", "json"), ("GALLEY_LOG", "info,galley_app=debug")];
    let server = TestServer::start_blog_with(database, &environment).await;
    entry_goes_through_its_life(&server.token("editor")).await;
    let saved = lines(&server);
    let [line] = of(&saved, "entry.saved")[..] else { panic!("{saved:#?}") };
    assert_eq!(line["level"], "DEBUG");

    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["one", "two", "three"] {
        std::fs::write(folder.path().join(format!("{name}.md")), format!("# {name}\n\nText\n"))
            .expect("a file is written");
    }
    let path = folder.path().to_str().expect("a temporary path is UTF-8");
    let output = server.run(&["import", "markdown", path, "--as", "log"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let told: Vec<Value> = told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let [line] = of(&told, "entry.batch")[..] else { panic!("{told:#?}") };
    assert_eq!((&line["documents"], &line["content_types"]), (&json!(3), &json!("post")));
    assert!(of(&told, "entry.created").is_empty(), "{told:#?}");
}
