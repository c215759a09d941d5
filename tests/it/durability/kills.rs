//! `kill -9` under writes: everything acknowledged is there, everything else is wholly there or wholly absent.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures::future::join_all;
use galley_tests::client::Client;
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::json;

const ROUNDS: usize = 20;
const WRITERS: usize = 8;
/// Far more than the writes of a round take on a busy machine, so that only a server that accepts none fails here.
const ROUND_LIMIT: Duration = Duration::from_mins(1);

/// What the writers of a round and whoever kills the server tell each other.
#[derive(Default)]
struct RoundState {
    acknowledged: AtomicUsize,
    killed: AtomicBool,
}

impl RoundState {
    /// Waits for writes instead of for time: a slow machine still gets its writes done before the kill.
    async fn until_acknowledged(&self, wanted: usize) {
        let since = Instant::now();
        while self.acknowledged.load(Ordering::Relaxed) < wanted {
            assert!(
                since.elapsed() < ROUND_LIMIT,
                "only {} of {wanted} writes were acknowledged",
                self.acknowledged.load(Ordering::Relaxed)
            );
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

/// Creates posts until the server goes away; gives those it was told are there, as id and title.
async fn write_until_killed(
    client: &Client,
    round: usize,
    writer: usize,
    state: &RoundState,
) -> Vec<(String, String)> {
    let mut acknowledged = Vec::new();
    for number in 0.. {
        if state.killed.load(Ordering::Relaxed) {
            break;
        }
        let title = format!("Round {round} writer {writer} post {number}");
        let body = json!({ "data": { "title": title, "body": "Words. ".repeat(200) } }).to_string();
        match client.try_send(Method::POST, "/api/posts", &[], Some(body)).await {
            Ok(answer) if answer.status.is_success() => {
                let id = answer.at("/data/documentId").as_str().map(str::to_owned);
                acknowledged.push((id.expect("an answer names its document"), title));
                state.acknowledged.fetch_add(1, Ordering::Relaxed);
            }
            // A writer that is sent away because the server is busy was told so.
            Ok(answer) => assert!(answer.status.as_u16() == 503, "{}: {}", answer.status, answer.text),
            Err(_) => break,
        }
    }
    acknowledged
}

on_each_database! {
    async fn nothing_acknowledged_is_lost_when_the_server_is_killed(database: TestDatabase) {
        let mut server = TestServer::start(database).await;
        server.run_well(&["init", "--starter", "blog"]);
        server.restart().await;
        let client = server.token("editor");
        let mut known: BTreeSet<(String, String)> = BTreeSet::new();
        for round in 0..ROUNDS {
            let state = RoundState::default();
            let writers = (0..WRITERS).map(|writer| write_until_killed(&client, round, writer, &state));
            let kill = async {
                // Rounds differ in how far the writers get and in what of a write is under way at the kill.
                state.until_acknowledged(4 + 7 * (round % 7)).await;
                tokio::time::sleep(Duration::from_millis((round % 5) as u64)).await;
                server.kill();
                state.killed.store(true, Ordering::Relaxed);
            };
            let (acknowledged, ()) = futures::future::join(join_all(writers), kill).await;
            known.extend(acknowledged.into_iter().flatten());
            server.restart().await;
            let verified = server.run(&["verify", "--json"]);
            let report = String::from_utf8_lossy(&verified.stdout).into_owned();
            assert!(verified.status.success(), "round {round}: {report}");
        }
        // What the kills waited for, at the least: 4 in each round and 7 more for each step of `round % 7`.
        assert!(known.len() >= 4 * ROUNDS + 7 * 57, "every acknowledged write is known: {}", known.len());
        for (document, title) in &known {
            let answer = client.get(&format!("/api/posts/{document}")).await.expect_status(200);
            assert_eq!(answer.at("/data/title"), json!(title));
        }
    }
}
