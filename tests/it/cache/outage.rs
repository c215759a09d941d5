//! What readers get while the database cannot be reached, and after it is back.

use std::time::{Duration, Instant};

use galley_tests::client::Answer;
use galley_tests::database::{Backend, TestDatabase};
use galley_tests::proxy::Proxy;
use galley_tests::server::TestServer;
use serde_json::json;

/// Far more than it takes, so that only what never happens is cut short.
const LONG: Duration = Duration::from_mins(1);
const HIT: &str = "galley; hit";
const UNCONFIRMED: &str = "galley; hit; detail=unconfirmed";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kept_answers_are_served_while_postgres_is_away_and_none_of_them_survives_its_return() {
    let Some(database) = TestDatabase::on(Backend::Postgres).await else { return };
    let direct = database.url().to_owned();
    let mut url = url::Url::parse(&direct).expect("the address is a URL");
    let target = format!("{}:{}", url.host_str().unwrap_or("127.0.0.1"), url.port().unwrap_or(5432));
    let proxy = Proxy::to(&target);
    url.set_host(Some("127.0.0.1")).expect("a host");
    url.set_port(Some(proxy.port())).expect("a port");
    let server = TestServer::start_blog_with(database, &[("GALLEY_DATABASE_URL", url.as_str())]).await;
    let (writer, reader) = (server.token("editor"), server.anonymous());
    let post = json!({ "data": { "title": "One", "body": "A text." } });
    writer.post("/api/posts", &post).await.expect_status(201);
    for path in ["/", "/api/posts", "/blog/one"] {
        reader.get(path).await.expect_status(200);
        assert_eq!(status(&reader.get(path).await), HIT, "{path}");
    }

    proxy.cut();
    until(async || status(&reader.get("/").await) == UNCONFIRMED).await;
    reader.get("/readyz").await.expect_status(503);
    reader.get("/healthz").await.expect_status(200);
    for path in ["/", "/api/posts", "/blog/one"] {
        let kept = reader.get(path).await.expect_status(200);
        assert_eq!(status(&kept), UNCONFIRMED, "{path}");
    }
    for path in ["/blog/missing", "/api/tags"] {
        let refused = reader.get(path).await;
        assert!(refused.status.is_server_error(), "{path}: {}", refused.text);
    }

    publish_at(&server, &direct, "Three");
    assert!(!reader.get("/").await.text.contains("Three"), "nobody can know of it here");
    proxy.mend();
    until(async || {
        let front = reader.get("/").await;
        let is_new = front.text.contains("Three");
        // An answer counts as confirmed only when the log was read, which dropped what is old.
        assert!(is_new || status(&front) != HIT, "an old answer survived: {}", front.text);
        is_new && reader.get("/readyz").await.status == 200
    })
    .await;
    for path in ["/", "/api/posts"] {
        assert!(reader.get(path).await.text.contains("Three"), "{path}");
        until(async || status(&reader.get(path).await) == HIT).await;
    }
    assert_eq!(status(&reader.get("/blog/one").await).split(';').next(), Some("galley"));
    until(async || writer.post("/api/posts", &post).await.status == 201).await;
}

fn status(answer: &Answer) -> String {
    answer.header("cache-status").unwrap_or_default().to_owned()
}

/// Another process publishes a post, on a way of its own.
fn publish_at(server: &TestServer, database: &str, title: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = format!("# {title}\n\nText.\n");
    std::fs::write(folder.path().join("post.md"), text).expect("a file is written");
    let folder = folder.path().to_str().expect("a temporary path is UTF-8");
    let mut import = server.galley(&["import", "markdown", folder, "--as", "other"]);
    let output = import.env("GALLEY_DATABASE_URL", database).output().expect("the binary starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

async fn until(holds: impl AsyncFn() -> bool) {
    let since = Instant::now();
    while !holds().await {
        assert!(since.elapsed() < LONG, "it did not come to pass");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
