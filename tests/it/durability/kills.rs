//! `kill -9` under writes: everything acknowledged is there, everything else is wholly there or wholly absent.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::future::join_all;
use galley_tests::client::Client;
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use reqwest::Method;
use serde_json::json;

const ROUNDS: u64 = 20;
const WRITERS: usize = 8;

/// Creates posts until the server goes away; gives those it was told are there, as id and title.
async fn write_until_killed(
    client: &Client,
    round: u64,
    writer: usize,
    stop: &AtomicBool,
) -> Vec<(String, String)> {
    let mut acknowledged = Vec::new();
    for number in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let title = format!("Round {round} writer {writer} post {number}");
        let body = json!({ "data": { "title": title, "body": "Words. ".repeat(200) } }).to_string();
        match client.try_send(Method::POST, "/api/posts", &[], Some(body)).await {
            Ok(answer) if answer.status.is_success() => {
                let id = answer.at("/data/documentId").as_str().map(str::to_owned);
                acknowledged.push((id.expect("an answer names its document"), title));
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
            let stop = AtomicBool::new(false);
            let writers = (0..WRITERS).map(|writer| write_until_killed(&client, round, writer, &stop));
            let kill = async {
                // Rounds differ in how far the writers get, so that the kill falls into different moments.
                tokio::time::sleep(Duration::from_millis(60 + 37 * (round % 7))).await;
                server.kill();
                stop.store(true, Ordering::Relaxed);
            };
            let (acknowledged, ()) = futures::future::join(join_all(writers), kill).await;
            known.extend(acknowledged.into_iter().flatten());
            server.restart().await;
            let verified = server.run(&["verify", "--json"]);
            let report = String::from_utf8_lossy(&verified.stdout).into_owned();
            assert!(verified.status.success(), "round {round}: {report}");
        }
        assert!(known.len() > 40, "the writers got something done: {}", known.len());
        for (document, title) in &known {
            let answer = client.get(&format!("/api/posts/{document}")).await.expect_status(200);
            assert_eq!(answer.at("/data/title"), json!(title));
        }
    }
}
