//! The accept loop with raw sockets.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use http::StatusCode;
use http::header::CONNECTION;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{ConnectionLimits, serve};

struct Running {
    address: SocketAddr,
    stop: CancellationToken,
    tasks: TaskTracker,
}

async fn start(router: Router, limits: ConnectionLimits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let tasks = TaskTracker::new();
    tasks.spawn(serve(listener, router, limits, stop.clone()));
    tasks.close();
    Running { address, stop, tasks }
}

fn short() -> ConnectionLimits {
    ConnectionLimits { header_read: Duration::from_millis(50), ..ConnectionLimits::default() }
}

fn hello() -> Router {
    Router::new().route("/", get(async || "hello"))
}

/// Everything that the server sends until it closes the connection.
async fn until_closed(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    // A reset is a way of closing too.
    let _reset = stream.read_to_end(&mut text).await;
    String::from_utf8(text).unwrap()
}

async fn read_some(stream: &mut TcpStream) -> String {
    let mut buffer = vec![0; 4096];
    let length = stream.read(&mut buffer).await.unwrap();
    buffer.truncate(length);
    String::from_utf8(buffer).unwrap()
}

#[tokio::test]
async fn a_silent_connection_and_a_partial_header_are_closed() {
    let server = start(hello(), short()).await;
    for sent in ["", "G", "GET / HT", "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        assert_eq!(until_closed(&mut stream).await, "", "{sent:?}");
    }
}

#[tokio::test]
async fn an_idle_connection_outlives_the_header_limit_and_a_second_partial_header_does_not() {
    let server = start(hello(), short()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    for _ in 0..2 {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        assert!(read_some(&mut stream).await.ends_with("hello"));
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    stream.write_all(b"GET / HT").await.unwrap();
    assert_eq!(until_closed(&mut stream).await, "");
}

#[tokio::test]
async fn a_connection_without_requests_is_closed_after_the_idle_limit() {
    let limits = ConnectionLimits { idle: Duration::from_millis(50), ..ConnectionLimits::default() };
    let server = start(hello(), limits).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    assert!(until_closed(&mut stream).await.ends_with("hello"));
}

#[tokio::test]
async fn a_stop_lets_the_request_under_way_finish_and_ends_idle_connections() {
    let (started, waits_for_start) = oneshot::channel::<()>();
    let (finish, waits_for_finish) = oneshot::channel::<()>();
    let once = std::sync::Arc::new(std::sync::Mutex::new(Some((started, waits_for_finish))));
    let slow = get(async move || {
        let (started, waits_for_finish) = once.lock().unwrap().take().unwrap();
        started.send(()).unwrap();
        waits_for_finish.await.unwrap();
        "done"
    });
    let server = start(hello().route("/slow", slow), ConnectionLimits::default()).await;

    let mut idle = TcpStream::connect(server.address).await.unwrap();
    idle.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    assert!(read_some(&mut idle).await.ends_with("hello"));
    let mut busy = TcpStream::connect(server.address).await.unwrap();
    busy.write_all(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    waits_for_start.await.unwrap();

    server.stop.cancel();
    assert_eq!(until_closed(&mut idle).await, "");
    finish.send(()).unwrap();
    assert!(until_closed(&mut busy).await.ends_with("done"));
    server.tasks.wait().await;
    assert!(TcpStream::connect(server.address).await.is_err(), "nothing listens any more");
}

#[tokio::test]
async fn a_request_that_never_ends_is_cut_after_the_drain() {
    let never = get(async || {
        std::future::pending::<()>().await;
        "never"
    });
    let limits = ConnectionLimits { drain: Duration::from_millis(50), ..ConnectionLimits::default() };
    let server = start(Router::new().route("/", never), limits).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    server.stop.cancel();
    server.tasks.wait().await;
    assert_eq!(until_closed(&mut stream).await, "");
}

#[tokio::test]
async fn conflicting_lengths_and_oversized_headers_are_refused() {
    let server = start(hello(), ConnectionLimits::default()).await;
    let many = "X-A: 1\r\n".repeat(101);
    let long = format!("X-Long: {}\r\n", "a".repeat(200 * 1024));
    let cases = [
        ("Content-Length: 3\r\nContent-Length: 4\r\n", "HTTP/1.1 400"),
        (many.as_str(), "HTTP/1.1 431"),
        (long.as_str(), "HTTP/1.1 431"),
    ];
    for (headers, expected) in cases {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let request = format!("POST / HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = read_some(&mut stream).await;
        assert!(answer.starts_with(expected), "{}: {answer}", headers.chars().take(60).collect::<String>());
    }
}

#[tokio::test]
async fn http_2_is_spoken_without_tls() {
    let server = start(hello(), short()).await;
    let client = reqwest::Client::builder().http2_prior_knowledge().build().unwrap();
    let url = format!("http://{}/", server.address);
    for _ in 0..2 {
        let answer = client.get(&url).send().await.unwrap();
        assert_eq!(answer.version(), http::Version::HTTP_2);
        assert_eq!(answer.text().await.unwrap(), "hello");
        // Longer than the header limit: frames between requests belong to no header.
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn a_request_with_two_kinds_of_length_ends_its_connection() {
    let server = start(hello(), ConnectionLimits::default()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    // Were the length believed, the second request would be hidden from one of two readers.
    let smuggled = "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n\
                    0\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stream.write_all(smuggled.as_bytes()).await.unwrap();
    let answers = until_closed(&mut stream).await;
    assert_eq!(answers.matches("HTTP/1.1").count(), 1, "{answers}");
}

#[tokio::test]
async fn an_answer_to_a_body_that_nobody_read_arrives_before_the_connection_ends() {
    let refusing =
        axum::routing::post(async || (StatusCode::PAYLOAD_TOO_LARGE, [(CONNECTION, "close")], "no"));
    let server = start(Router::new().route("/", refusing), ConnectionLimits::default()).await;
    for size in [64 * 1024, 4 * 1024 * 1024] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let header = format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n");
        stream.write_all(header.as_bytes()).await.unwrap();
        // A client that writes everything before it reads anything.
        tokio::time::sleep(Duration::from_millis(50)).await;
        stream.write_all(&vec![b'a'; size]).await.unwrap();
        let answer = until_closed(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 413") && answer.ends_with("no"), "{size}: {answer}");
    }
}

#[tokio::test]
async fn whoever_never_ends_a_refused_body_is_cut_off() {
    let refusing = axum::routing::post(async || StatusCode::UNAUTHORIZED);
    let server = start(Router::new().route("/", refusing), ConnectionLimits::default()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let header = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000000\r\n\r\n";
    stream.write_all(header.as_bytes()).await.unwrap();
    let chunk = vec![b'a'; 64 * 1024];
    let mut sent = 0;
    while sent < 1024 * 1024 * 1024 && stream.write_all(&chunk).await.is_ok() {
        sent += chunk.len();
    }
    assert!(sent < 128 * 1024 * 1024, "{sent} bytes were taken");
}
