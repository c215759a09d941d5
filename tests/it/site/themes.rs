//! Where the theme of the site comes from, and what a broken one does.

use std::path::{Path, PathBuf};

use galley_tests::database::{Backend, TestDatabase};
use galley_tests::server::TestServer;

async fn server() -> TestServer {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    TestServer::start_blog_with(database, &[]).await
}

/// A copy of the shipped theme as the operator's own.
fn own_theme(server: &TestServer) -> PathBuf {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../themes/gazette");
    let own = server.data_folder().join("themes/gazette");
    copy(&shipped, &own);
    own
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder is made");
    for item in std::fs::read_dir(from).expect("the theme is readable") {
        let item = item.expect("the theme is readable");
        let target = to.join(item.file_name());
        if item.file_type().expect("files have kinds").is_dir() {
            copy(&item.path(), &target);
        } else {
            std::fs::copy(item.path(), target).expect("a file is copied");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_theme_in_the_data_folder_wins_over_the_shipped_one() {
    let mut server = server().await;
    let own = own_theme(&server);
    std::fs::write(own.join("templates/404.html"), "nothing here but my own theme")
        .expect("the file is written");
    server.restart().await;
    let page = server.anonymous().get("/nowhere").await.expect_status(404);
    assert_eq!(page.text.trim(), "nothing here but my own theme");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_theme_stops_the_start_with_its_folder_file_and_line() {
    let mut server = server().await;
    server.stop().await;
    let own = own_theme(&server);
    std::fs::write(own.join("templates/404.html"), "\n{% if %}").expect("the file is written");
    let output = server.run(&["serve"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{told}");
    let expected = format!("error: the theme in `{}` cannot be used: templates/404.html:2: ", own.display());
    assert!(told.lines().any(|line| line.starts_with(&expected)), "{told}");
}
