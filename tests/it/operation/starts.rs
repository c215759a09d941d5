//! A server that cannot start says why in one sentence, with the key to change, and ends at once.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use galley_tests::database::{Backend, TestDatabase};
use galley_tests::server::{TestServer, binary, free_port};

/// Far more than a refusal takes.
const LIMIT: Duration = Duration::from_secs(30);
const HIDDEN: &str = "hunter22-hunter22";

/// What a start printed that ended by itself, and badly.
async fn refusal(mut command: Command) -> String {
    let mut process = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let since = Instant::now();
    while process.try_wait().expect("the process can be asked").is_none() {
        if since.elapsed() > LIMIT {
            process.kill().expect("a running process can be killed");
            panic!("it was not refused: {command:?}");
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let Output { status, stderr, .. } = process.wait_with_output().expect("the process has ended");
    let told = String::from_utf8(stderr).expect("errors are UTF-8");
    assert!(!status.success(), "{told}");
    assert!(!told.contains("hunter22"), "a secret shows: {told}");
    let errors: Vec<&str> = told.lines().filter(|line| line.starts_with("error: ")).collect();
    let [error] = errors[..] else { panic!("not one sentence: {told}") };
    error.to_owned()
}

/// `galley serve` in a folder of its own that nobody else uses.
fn serve(folder: &tempfile::TempDir, variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(binary());
    command.arg("serve").current_dir(folder.path()).env_clear();
    command.env("GALLEY_LISTEN", format!("127.0.0.1:{}", free_port()));
    command.envs(variables.iter().copied());
    command
}

#[tokio::test]
async fn a_wrong_value_is_named_by_its_key_and_never_shown() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let password_in_url = format!("https://user:{HIDDEN}@example.org");
    let media = format!("s3://key:{HIDDEN}@bucket");
    let database = format!("postgres://user:{HIDDEN}@127.0.0.1:1/site");
    let mysql = format!("mysql://user:{HIDDEN}@127.0.0.1/site");
    for (variable, value, words) in [
        ("GALLEY_LISTEN", "garbage", ["`listen`", "127.0.0.1:8080"]),
        ("GALLEY_LISTEN", "localhost:8080", ["`listen`", "127.0.0.1:8080"]),
        ("GALLEY_LISTEN", "192.0.2.1:8080", ["`listen`", "does not have the address"]),
        ("GALLEY_BASE_URL", "example.org", ["`base_url`", "https://example.com"]),
        ("GALLEY_BASE_URL", &password_in_url, ["`base_url`", "https://example.com"]),
        ("GALLEY_DATABASE_URL", &database, ["`database_url`", "127.0.0.1:1"]),
        ("GALLEY_DATABASE_URL", &mysql, ["`database_url`", "not supported"]),
        ("GALLEY_DATABASE_URL", "sqlite:", ["`database_url`", "names no file"]),
        ("GALLEY_DATABASE_URL", "sqlite:/no/such/folder/x", ["`database_url`", "does not exist"]),
        ("GALLEY_MEDIA_URL", &media, ["`media_url`", "`file:PATH`"]),
        ("GALLEY_SECRET", HIDDEN, ["`secret`", "at least 32 characters"]),
        ("GALLEY_SECRET_FILE", "/no/such/file", ["/no/such/file", "cannot be read"]),
        ("GALLEY_PORT", "8080", ["`port`", "GALLEY_PORT"]),
        ("GALLEY_DATA_DIR", "/proc/galley", ["`data_dir`", "/proc/galley"]),
    ] {
        let told = refusal(serve(&folder, &[(variable, value)])).await;
        assert!(words.iter().all(|word| told.contains(word)), "{variable}={value}: {told}");
    }
}

#[tokio::test]
async fn a_database_that_is_none_is_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("data/galley.sqlite");
    std::fs::create_dir(folder.path().join("data")).expect("a folder is made");
    std::fs::write(&file, "not a database at all").expect("a file is written");
    let told = refusal(serve(&folder, &[])).await;
    assert!(told.contains("galley.sqlite") && told.contains("not an SQLite database"), "{told}");
    assert_eq!(std::fs::read_to_string(&file).expect("it is there"), "not a database at all");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_port_or_data_folder_that_is_in_use_is_refused() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let mut server = TestServer::start(database).await;
    let told = refusal(server.galley(&["serve"])).await;
    assert!(told.contains("another program listens there") && told.contains("`listen`"), "{told}");
    let told = refusal(server.galley(&["serve", "--listen", "127.0.0.1:0"])).await;
    assert!(told.contains("another server runs on the data folder") && told.contains("`data_dir`"), "{told}");
    server.run_well(&["model", "list"]);
    server.restart().await;
}
