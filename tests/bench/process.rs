//! The measured processes: started on core 0, and asked through `/proc` what they cost.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use galley_tests::server::{binary, free_port};
use tempfile::TempDir;

use crate::arguments::{Content, Keeping};
use crate::load::{self, Answer, Target};

const START_LIMIT: Duration = Duration::from_mins(1);

/// The data folder of the measured site.
#[derive(Debug)]
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self { folder: tempfile::tempdir()? })
    }

    /// Fills the site and says how long it took.
    pub(crate) fn seed(&self, content: &Content) -> Result<Duration> {
        let since = Instant::now();
        match content {
            Content::Dataset(path) => {
                let path = path.canonicalize().with_context(|| format!("no `{}`", path.display()))?;
                self.galley(&["seed", "--dataset", &path.display().to_string()])?;
            }
            Content::Entries(entries) => {
                self.galley(&["seed", "--entries", &entries.to_string()])?;
            }
        }
        Ok(since.elapsed())
    }

    /// Runs a command of Galley to its end and gives what it printed.
    pub(crate) fn galley(&self, arguments: &[&str]) -> Result<String> {
        let output = self.configure(Command::new(binary()).args(arguments)).stdin(Stdio::null()).output()?;
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "`galley {}` failed: {errors}", arguments.join(" "));
        Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
    }

    fn configure<'command>(&self, command: &'command mut Command) -> &'command mut Command {
        command.current_dir(self.folder.path()).env("GALLEY_DATA_DIR", self.folder.path().join("data"))
    }
}

/// A running server on core 0.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// From the start of the process to its first answer.
    pub(crate) start_up: Duration,
    process: Child,
    /// The bytes that a bare server returns, kept as long as it runs.
    _body: Option<TempDir>,
}

impl Server {
    pub(crate) async fn start(home: &Home, cache: Keeping) -> Result<Self> {
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
        let mut command = on_core_zero(&binary());
        home.configure(&mut command).arg("serve");
        command.env("GALLEY_LISTEN", address.to_string()).envs(cache.settings().iter().copied());
        Self::launch(command, address, None).await
    }

    /// A bare handler that gives `answer` to every request.
    pub(crate) async fn start_bare(answer: &Answer) -> Result<Self> {
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
        let folder = tempfile::tempdir()?;
        let body = folder.path().join("body");
        fs::write(&body, &answer.body)?;
        let mut command = on_core_zero(&binary().with_file_name("galley-bench-bare"));
        command.arg(address.to_string()).arg(body).arg(&answer.content_type);
        Self::launch(command, address, Some(folder)).await
    }

    async fn launch(mut command: Command, address: SocketAddr, body: Option<TempDir>) -> Result<Self> {
        let since = Instant::now();
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut server = Self { address, start_up: Duration::ZERO, process, _body: body };
        let ready = Target::get(address, "/readyz", 1);
        while !load::fetch(&ready).await.is_ok_and(|answer| answer.status == 200) {
            ensure!(since.elapsed() < START_LIMIT, "the server is not ready after {START_LIMIT:?}");
            if let Some(status) = server.process.try_wait()? {
                bail!("the server ended with {status}");
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        server.start_up = since.elapsed();
        Ok(server)
    }

    /// CPU time of all threads since the start.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        let mut nanoseconds = 0_u64;
        for task in fs::read_dir(self.proc("task"))? {
            let statistics = fs::read_to_string(task?.path().join("schedstat"))?;
            let on_core = statistics.split_whitespace().next().context("schedstat has a first number")?;
            nanoseconds += on_core.parse::<u64>()?;
        }
        Ok(Duration::from_nanos(nanoseconds))
    }

    pub(crate) fn resident_bytes(&self) -> Result<u64> {
        let status = fs::read_to_string(self.proc("status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("status has VmRSS")?;
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes * 1024)
    }

    /// Waits until the server has worked off what the last round left behind.
    pub(crate) async fn settle(&self) -> Result<()> {
        for _ in 0..40 {
            let before = self.cpu()?;
            tokio::time::sleep(Duration::from_millis(250)).await;
            if self.cpu()?.saturating_sub(before) < Duration::from_millis(20) {
                break;
            }
        }
        Ok(())
    }

    fn proc(&self, file: &str) -> PathBuf {
        Path::new("/proc").join(self.process.id().to_string()).join(file)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which is all that is wanted here.
        if self.process.kill().is_ok() && self.process.wait().is_err() {
            eprintln!("a server could not be awaited");
        }
    }
}

/// `taskset` becomes the program, so the process id is that of the server.
fn on_core_zero(program: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", "0"]).arg(program);
    command
}
