//! Requests whose end two servers could see at two places: one answer at most, and the connection is closed.
//!
//! hyper decides it: `Transfer-Encoding` beside `Content-Length` is read as chunks, after which the connection is closed,
//! so that what a proxy takes for the rest of the body is never answered as a request.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use galley_tests::database::{Backend, TestDatabase};
use galley_tests::server::TestServer;

/// All that the server says until it closes the connection; fails when it keeps it open.
fn answers_to(address: &str, request: &str) -> Vec<String> {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a socket takes a limit");
    stream.write_all(request.as_bytes()).expect("the request is sent");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("the connection is closed");
    // An answer follows the body of the one before it without a line's end.
    let answers = text.split("HTTP/1.1 ").skip(1);
    answers.map(|answer| answer.chars().take(3).collect()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_with_two_ends_smuggles_nothing() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    let address = server.url("").replace("http://", "");
    let smuggled = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\n\r\n");
    for (headers, body) in [
        ("Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\nContent-Length: 4", "0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\nContent-Length: 0", "0\r\n\r\n"),
        ("Content-Length: 2\r\nContent-Length: 3", "{}"),
        ("Content-Length: 2, 3", "{}"),
        ("Content-Length: +2", "{}"),
        ("Content-Length : 2", "{}"),
        ("Transfer-Encoding: xchunked", "0\r\n\r\n"),
        ("Transfer-Encoding: chunked, identity", "0\r\n\r\n"),
        ("Transfer-Encoding : chunked", "0\r\n\r\n"),
    ] {
        let request = format!(
            "POST /api/posts HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
             {headers}\r\n\r\n{body}{smuggled}"
        );
        assert_eq!(answers_to(&address, &request), ["400"], "{headers}");
    }
    // The same two requests with one end each are both answered.
    let two = format!("{smuggled}GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    assert_eq!(answers_to(&address, &two), ["200", "200"]);
}
