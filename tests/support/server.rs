//! The real `galley` binary as a process: started on a free port with a data folder of its own, killed, restarted.
//!
//! Owns the process and its folder; what is said to it goes through [`crate::client`].

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::client::Client;
use crate::database::TestDatabase;

/// Far more than a start takes, so that only a hanging one is cut short.
const START_LIMIT: Duration = Duration::from_mins(1);
const STOP_LIMIT: Duration = Duration::from_secs(40);

/// Of every user that a test makes.
pub const PASSWORD: &str = "correct horse battery staple";

/// A running server. It is killed when the value is dropped.
#[derive(Debug)]
pub struct TestServer {
    home: TempDir,
    database: TestDatabase,
    port: u16,
    environment: Vec<(String, String)>,
    process: Option<Child>,
}

impl TestServer {
    /// Starts the server on `database` and waits until it is ready.
    pub async fn start(database: TestDatabase) -> Self {
        Self::start_with(database, &[]).await
    }

    /// Starts the server on `database` with the `blog` model.
    pub async fn start_blog(database: TestDatabase) -> Self {
        Self::start_blog_with(database, &[]).await
    }

    /// As [`start_blog`](Self::start_blog), with further variables of the environment.
    pub async fn start_blog_with(database: TestDatabase, environment: &[(&str, &str)]) -> Self {
        let mut server = Self::prepared(database, environment);
        server.run_well(&["init", "--starter", "blog"]);
        server.restart().await;
        server
    }

    /// Starts it with further variables of the environment.
    pub async fn start_with(database: TestDatabase, environment: &[(&str, &str)]) -> Self {
        let mut server = Self::prepared(database, environment);
        server.restart().await;
        server
    }

    fn prepared(database: TestDatabase, environment: &[(&str, &str)]) -> Self {
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self {
            home: tempfile::tempdir().expect("a temporary folder"),
            database,
            port: free_port(),
            environment: environment.collect(),
            process: None,
        }
    }

    /// A client that is signed in as a new user of `role`; its password is [`PASSWORD`].
    pub async fn user(&self, name: &str, role: &str) -> Client {
        let email = format!("{name}@example.org");
        let mut creating = self
            .galley(&[
                "user",
                "create",
                "--email",
                &email,
                "--name",
                name,
                "--role",
                role,
                "--password-stdin",
                "--log",
                "warn",
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let mut input = creating.stdin.take().expect("standard input is piped");
        std::io::Write::write_all(&mut input, PASSWORD.as_bytes()).expect("the command reads the password");
        drop(input);
        assert!(creating.wait().expect("the command ends").success(), "the user {name} is made");
        let client = Client::of_page(&self.url(""));
        client.sign_in(&email).await;
        client
    }

    /// Ends the process as a crash would: nothing gets the chance to be written.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("a running process can be killed");
            process.wait().expect("a killed process ends");
        }
    }

    /// Asks the process to end and waits for it.
    pub async fn stop(&mut self) -> ExitStatus {
        let mut process = self.process.take().expect("the server runs");
        let asked = Command::new("kill").args(["-TERM", &process.id().to_string()]).status();
        assert!(asked.expect("`kill` is there").success(), "the process takes signals");
        let since = Instant::now();
        loop {
            if let Some(status) = process.try_wait().expect("the process can be asked") {
                return status;
            }
            assert!(since.elapsed() < STOP_LIMIT, "the server did not stop:\n{}", self.output());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Starts the process again (after [`kill`](Self::kill) or [`stop`](Self::stop)) and waits until it is ready.
    pub async fn restart(&mut self) {
        self.kill();
        let output = File::create(self.output_path()).expect("the output file is made");
        let mut command = self.galley(&["serve"]);
        command
            .stdin(Stdio::null())
            .stdout(output.try_clone().expect("the output file has two handles"))
            .stderr(output);
        self.process = Some(command.spawn().expect("the binary starts"));
        self.wait_until_ready().await;
    }

    /// A variable of the environment from the next start on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// A command of the binary in the world of this server; neither variables nor files of the developer reach it.
    pub fn galley(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .args(arguments)
            .current_dir(self.home.path())
            .env_clear()
            .env("GALLEY_DATABASE_URL", self.database.url())
            .env("GALLEY_DATA_DIR", self.data_folder())
            .env("GALLEY_LISTEN", format!("127.0.0.1:{}", self.port))
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.galley(arguments).stdin(Stdio::null()).output().expect("the binary starts")
    }

    /// Runs a command that must succeed, and gives what it printed.
    pub fn run_well(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "galley {} failed:\n{errors}", arguments.join(" "));
        String::from_utf8(output.stdout).expect("commands print UTF-8").trim_end().to_owned()
    }

    /// A client without any credentials.
    pub fn anonymous(&self) -> Client {
        Client::new(&self.url(""))
    }

    /// A client with a fresh access token of `role`.
    pub fn token(&self, role: &str) -> Client {
        let secret = self.run_well(&["token", "create", "--name", "test", "--role", role]);
        self.anonymous().with_token(&secret)
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    pub fn data_folder(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// What the process has printed since it was last started.
    pub fn output(&self) -> String {
        std::fs::read_to_string(self.output_path()).unwrap_or_default()
    }

    /// The one-time token that a start without an owner prints.
    pub fn setup_token(&self) -> Option<String> {
        let output = self.output();
        let line = output.lines().find(|line| line.to_lowercase().contains("setup token"))?;
        line.split_whitespace().last().map(str::to_owned)
    }

    fn output_path(&self) -> PathBuf {
        self.home.path().join("output.log")
    }

    async fn wait_until_ready(&mut self) {
        let client = self.anonymous();
        let since = Instant::now();
        while !client.is_ready().await {
            let process = self.process.as_mut().expect("the process was started");
            if let Some(status) = process.try_wait().expect("the process can be asked") {
                panic!("the server ended with {status}:\n{}", self.output());
            }
            assert!(since.elapsed() < START_LIMIT, "the server is not ready:\n{}", self.output());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The binary that was built beside the running test or bench.
pub fn binary() -> PathBuf {
    let running = std::env::current_exe().expect("a process knows its program");
    let folder = running.ancestors().skip(1).find(|folder| !folder.ends_with("deps"));
    let binary = folder.unwrap_or(Path::new(".")).join("galley");
    assert!(binary.exists(), "{} is not built: run `cargo build` first", binary.display());
    binary
}

/// A port that nothing listens on at the moment.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a local port is free");
    listener.local_addr().expect("a bound socket has an address").port()
}
