//! The load generator: keep-alive connections that send the next request as soon as the answer to the last is read.
//!
//! Speaks just enough HTTP/1.1 to be cheap beside the server it measures; answers must have a `content-length`.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What is sent, where to.
#[derive(Debug)]
pub(crate) struct Target {
    address: SocketAddr,
    path: String,
    token: Option<String>,
    body: Option<String>,
    entries: u32,
    sent: AtomicU32,
}

/// One answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).chars().take(400).collect()
    }
}

/// What a round measured.
#[derive(Debug)]
pub(crate) struct Measured {
    pub(crate) refused: u32,
    duration: Duration,
    /// Sorted.
    latencies: Vec<Duration>,
}

impl Measured {
    pub(crate) fn requests(&self) -> u32 {
        u32::try_from(self.latencies.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn rate(&self) -> f64 {
        f64::from(self.requests()) / self.duration.as_secs_f64()
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a percentile of a length is between zero and that length"
    )]
    pub(crate) fn percentile(&self, percent: f64) -> Duration {
        let index = (f64::from(self.requests()) * percent / 100.0) as usize;
        self.latencies.get(index.min(self.latencies.len().saturating_sub(1))).copied().unwrap_or_default()
    }
}

impl Target {
    pub(crate) fn get(address: SocketAddr, path: &str, entries: u32) -> Self {
        Self { address, path: path.to_owned(), token: None, body: None, entries, sent: AtomicU32::new(0) }
    }

    pub(crate) fn post(address: SocketAddr, path: &str, token: &str, body: String) -> Self {
        Self { token: Some(token.to_owned()), body: Some(body), ..Self::get(address, path, 1) }
    }

    /// The bytes of the next request: slugs follow a fixed pseudo-random order, numbers count up.
    fn next(&self) -> Vec<u8> {
        let number = self.sent.fetch_add(1, Ordering::Relaxed);
        let spread = number.wrapping_mul(2_654_435_761) >> 8;
        let path = self.path.replace("%SLUG%", &format!("post-{:04}", spread % self.entries.max(1) + 1));
        let verb = if self.body.is_some() { "POST" } else { "GET" };
        let access = self.token.as_ref().map(|token| format!("authorization: Bearer {token}\r\n"));
        let content = self.body.as_ref().map(|body| {
            let body = body.replace("%N%", &number.to_string());
            format!("content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len())
        });
        format!(
            "{verb} {path} HTTP/1.1\r\nhost: {}\r\n{}{}",
            self.address,
            access.unwrap_or_default(),
            content.unwrap_or_else(|| "\r\n".to_owned())
        )
        .into_bytes()
    }
}

/// Sends one request.
pub(crate) async fn fetch(target: &Target) -> Result<Answer> {
    Connection::open(target).await?.exchange(&target.next()).await
}

/// Sends requests on `connections` connections at once until `duration` is over.
pub(crate) async fn run(target: &Target, connections: usize, duration: Duration) -> Result<Measured> {
    let since = Instant::now();
    let rounds = (0..connections).map(|_| drive(target, |_| since.elapsed() < duration));
    merge(futures::future::try_join_all(rounds).await?, since.elapsed())
}

/// Sends `count` requests, one after another.
pub(crate) async fn run_count(target: &Target, count: u32) -> Result<Measured> {
    let since = Instant::now();
    let round = drive(target, |sent| sent < count).await?;
    merge(vec![round], since.elapsed())
}

async fn drive(target: &Target, goes_on: impl Fn(u32) -> bool) -> Result<(Vec<Duration>, u32)> {
    let mut connection = Connection::open(target).await?;
    let (mut latencies, mut refused, mut sent) = (Vec::with_capacity(100_000), 0, 0);
    while goes_on(sent) {
        let request = target.next();
        let since = Instant::now();
        let answer = connection.exchange(&request).await?;
        latencies.push(since.elapsed());
        refused += u32::from(!(200..300).contains(&answer.status));
        connection.reuse(answer.body);
        sent += 1;
    }
    Ok((latencies, refused))
}

fn merge(rounds: Vec<(Vec<Duration>, u32)>, duration: Duration) -> Result<Measured> {
    let refused = rounds.iter().map(|(_, refused)| refused).sum();
    let mut latencies: Vec<Duration> = rounds.into_iter().flat_map(|(latencies, _)| latencies).collect();
    latencies.sort_unstable();
    if latencies.is_empty() {
        bail!("not one request was answered");
    }
    Ok(Measured { refused, duration, latencies })
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(target: &Target) -> Result<Self> {
        let stream = TcpStream::connect(target.address).await.context("connecting to the server")?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(256 * 1024) })
    }

    async fn exchange(&mut self, request: &[u8]) -> Result<Answer> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head_length = loop {
            self.read_more().await?;
            if let Some(position) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break position + 4;
            }
        };
        let head = String::from_utf8_lossy(&self.buffer[..head_length]).to_ascii_lowercase();
        let status = head.get(9..12).and_then(|digits| digits.parse().ok()).context("no status line")?;
        let length: usize = header(&head, "content-length").context("no content-length")?.parse()?;
        let content_type = header(&head, "content-type").unwrap_or_default().to_owned();
        while self.buffer.len() < head_length + length {
            self.read_more().await?;
        }
        let mut body = std::mem::take(&mut self.buffer);
        body.drain(..head_length);
        Ok(Answer { status, content_type, body })
    }

    /// Takes a body's memory back, so that a round does not measure the allocator.
    fn reuse(&mut self, body: Vec<u8>) {
        self.buffer = body;
    }

    async fn read_more(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }
}

fn header<'head>(head: &'head str, name: &str) -> Option<&'head str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
}
