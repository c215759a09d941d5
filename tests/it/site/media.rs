//! Uploaded files as the site serves them.

use galley_tests::client::{Answer, Client};
use galley_tests::database::{Backend, TestDatabase};
use galley_tests::server::TestServer;
use reqwest::Method;

/// A picture of one pixel whose bytes are all ASCII.
const PIXEL: &str = "GIF87a\u{1}\0\u{1}\0\0\0\0,\0\0\0\0\u{1}\0\u{1}\0\0\u{2}\u{2}D\u{1}\0;";

async fn upload(client: &Client, name: &str, content: &str) -> Answer {
    let body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n--edge--\r\n"
    );
    let headers = [("content-type", "multipart/form-data; boundary=edge")];
    client.send(Method::POST, "/admin/api/assets", &headers, Some(body)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_original_is_served_whole_in_part_and_harmless() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let mut server = TestServer::start(database).await;
    server.run_well(&["init", "--starter", "blog"]);
    server.restart().await;
    let uploaded = upload(&server.token("editor"), "a pixel.gif", PIXEL).await.expect_status(201);
    let url = uploaded.at("/url").as_str().expect("an asset has an address").to_owned();
    let client = server.anonymous();

    let whole = client.get(&url).await.expect_status(200);
    assert_eq!(whole.text, PIXEL);
    for (name, value) in [
        ("content-type", "image/gif"),
        ("content-disposition", "inline; filename=\"a pixel.gif\""),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("cache-control", "public, max-age=31536000, immutable"),
        ("accept-ranges", "bytes"),
    ] {
        assert_eq!(whole.header(name), Some(value), "{name}");
    }
    let tag = whole.header("etag").expect("a file has a tag");
    let again = client.send(Method::GET, &url, &[("if-none-match", tag)], None).await;
    assert_eq!(again.status.as_u16(), 304);

    let part = client.send(Method::GET, &url, &[("range", "bytes=0-5")], None).await.expect_status(206);
    assert_eq!((part.text.as_str(), part.header("content-length")), ("GIF87a", Some("6")));
    assert_eq!(part.header("content-range"), Some(format!("bytes 0-5/{}", PIXEL.len()).as_str()));
    client.send(Method::GET, &url, &[("range", "bytes=900-")], None).await.expect_status(416);

    let (folder, _) = url.rsplit_once('/').expect("an address has a folder");
    let moved = client.get(&format!("{folder}/other.gif")).await.expect_status(301);
    assert_eq!(moved.header("location"), Some(url.as_str()));
    let unknown = folder.replacen("/media/0", "/media/1", 1);
    client.get(&format!("{unknown}/other.gif")).await.expect_status(404);
}
