//! Themes that want to take the site down, on a real server: their pages fail, the others are answered.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use galley_tests::database::{Backend, TestDatabase};
use galley_tests::server::TestServer;

/// Each is tried on a path of its own, so that no sample page meets it.
const ATTACKS: [(&str, &str); 5] = [
    (
        "/loop",
        "{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% for c in range(end=1000) %}\
         {% endfor %}{% endfor %}{% endfor %}",
    ),
    (
        "/replace",
        "{{ \"xxxxxxxxxx\" | replace(from=\"x\", to=\"xxxxxxxxxx\") | replace(from=\"x\", to=\"xxxxxxxxxx\")\
         | replace(from=\"x\", to=\"xxxxxxxxxx\") | replace(from=\"x\", to=\"xxxxxxxxxx\")\
         | replace(from=\"x\", to=\"xxxxxxxxxx\") | replace(from=\"x\", to=\"xxxxxxxxxx\") }}",
    ),
    (
        "/output",
        "{% set wide = \"xxxxxxxxxx\" | replace(from=\"x\", to=\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\") %}\
         {% for a in range(end=1000) %}{% for b in range(end=1000) %}{{ wide }}{% endfor %}{% endfor %}",
    ),
    (
        "/memory",
        "{% set_global kept = \"xxxxxxxx\" %}{% for a in range(end=100) %}{% set_global kept = kept ~ kept %}{% endfor %}",
    ),
    ("/recursion", "{{ <again n={1} /> }}"),
];

const RECURSION: &str = "{% component again(n) %}{{ <again n={n} /> }}{% endcomponent again %}";

async fn server() -> TestServer {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    TestServer::start_blog_with(database, &[]).await
}

/// The smallest theme that shows its pages, in the place of the shipped one.
fn own_theme(server: &TestServer) -> PathBuf {
    let own = server.data_folder().join("themes/gazette");
    fs::create_dir_all(own.join("templates")).expect("a folder is made");
    let manifest =
        "name = \"gazette\"\nversion = \"1.0.0\"\nlicence = \"MIT\"\ngalley = \"0.1\"\npage_size = 10\n";
    fs::write(own.join("theme.toml"), manifest).expect("the manifest is written");
    for name in ["404", "archive", "entry", "error", "home"] {
        write(&own, name, &format!("<p>{name}"));
    }
    own
}

fn write(theme: &Path, template: &str, source: &str) {
    let file = theme.join(format!("templates/{template}.html"));
    fs::write(file, source).expect("the template is written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_a_hostile_theme_fail_and_the_others_are_answered() {
    let mut server = server().await;
    let own = own_theme(&server);
    let cases: Vec<String> = ATTACKS
        .iter()
        .map(|(path, attack)| format!("{{% if path == \"{path}\" %}}{attack}{{% endif %}}"))
        .collect();
    write(&own, "404", &format!("{RECURSION}{}<p>nothing here", cases.concat()));
    server.restart().await;
    for (path, _) in ATTACKS {
        let reader = server.anonymous();
        let (attacked, beside) = tokio::join!(reader.get(path), reader.get("/"));
        assert!(
            matches!(attacked.status.as_u16(), 500 | 503),
            "{path}: {} {}",
            attacked.status,
            attacked.text
        );
        assert!(attacked.text.contains("<p>error"), "{path}: {}", attacked.text);
        assert_eq!(beside.expect_status(200).text, "<p>home", "beside {path}");
        assert_eq!(reader.get("/fine").await.expect_status(404).text, "<p>nothing here", "after {path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_page_that_fails_is_stood_in_for() {
    let mut server = server().await;
    let own = own_theme(&server);
    write(&own, "404", ATTACKS[0].1);
    write(&own, "error", "{{ gone.away }}");
    server.restart().await;
    let failed = server.anonymous().get("/nowhere").await;
    assert!(matches!(failed.status.as_u16(), 500 | 503), "{}", failed.text);
    assert!(failed.text.contains("Something went wrong on our side"), "{}", failed.text);
    assert!(!failed.text.contains("gone"), "{}", failed.text);
    server.anonymous().get("/").await.expect_status(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_theme_that_names_files_elsewhere_is_not_taken_up() {
    let mut server = server().await;
    let own = own_theme(&server);
    server.restart().await;
    fs::write(server.data_folder().join("secret.html"), "a secret").expect("the file is written");
    write(&own, "home", "{% include \"../../../secret.html\" %}");
    for _ in 0..300 {
        if server.output().contains("Refused the changed theme `gazette`") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let log = server.output();
    assert!(log.contains("templates/home.html:1: Unknown template `../../../secret.html`"), "{log}");
    assert_eq!(server.anonymous().get("/").await.expect_status(200).text, "<p>home");
}
