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

/// Asks again while the server takes its time to look at the folder; gives up after a minute.
async fn eventually(server: &TestServer, path: &str, is_there: impl Fn(&str) -> bool) -> String {
    let mut page = String::new();
    for _ in 0..300 {
        page = server.anonymous().get(path).await.text;
        if is_there(&page) {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("it never came, the page is still {page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_theme_is_taken_up_and_a_broken_one_is_not() {
    let mut server = server().await;
    let own = own_theme(&server);
    server.restart().await;
    let missing = own.join("templates/404.html");
    let write = |text: &str| std::fs::write(&missing, text).expect("the file is written");
    write("first");
    eventually(&server, "/nowhere", |page| page.trim() == "first").await;
    write("second {{ site.titel }}");
    // The log tells that the server has seen it.
    for _ in 0..300 {
        server.anonymous().get("/").await;
        if server.output().contains("templates/404.html:1: Field `titel` is not defined") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    let log = server.output();
    assert!(log.contains("Refused the changed theme `gazette`: templates/404.html:1"), "{log}");
    assert!(log.contains("did you mean `title`?"), "{log}");
    assert_eq!(server.anonymous().get("/nowhere").await.expect_status(404).text.trim(), "first");
    write("third {{ site.title }}");
    eventually(&server, "/nowhere", |page| page.starts_with("third ")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_works_on_a_theme_sees_its_mistake_in_the_page() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let mut server = TestServer::start_blog_with(database, &[("GALLEY_DEVELOPMENT", "on")]).await;
    let own = own_theme(&server);
    server.restart().await;
    let broken = "{% for a in [1] %}\n{{ a | uper }}<b>{% endfor %}";
    std::fs::write(own.join("templates/404.html"), broken).expect("the file is written");
    let page = eventually(&server, "/", |page| page.contains("role=\"alert\"")).await;
    assert!(
        page.contains("templates/404.html:2: Unknown filter `uper` (hint: did you mean `upper`?)"),
        "{page}"
    );
    assert!(page.contains("class=\"masthead\""), "the old theme stays: {page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_lists_the_mistakes_of_a_theme() {
    let mut server = server().await;
    server.stop().await;
    assert_eq!(server.run_well(&["theme", "check"]), "The theme `gazette` has no mistakes.");
    let own = own_theme(&server);
    std::fs::write(own.join("templates/404.html"), "{{ path | uper }}").expect("the file is written");
    let checked = |theme: &str| {
        let output = server.run(&["theme", "check", theme]);
        assert!(!output.status.success(), "{theme} is taken for sound");
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    };
    for theme in ["gazette", own.to_str().expect("a path of the test")] {
        let told = checked(theme);
        assert!(told.contains("templates/404.html:1: Unknown filter `uper`"), "{told}");
        assert!(told.contains("error: the theme `gazette` has 1 mistake"), "{told}");
    }
    assert!(checked("no-such-theme").contains("there is no such theme"));
    assert!(checked("../gazette").contains("is not the name of a theme"));
}
