//! Publish to visible: how long after a publication a reader's home page shows it.
#![expect(clippy::print_stdout, reason = "printing the figures is what this is for")]

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use galley_tests::client::Client;
use serde_json::json;

use crate::arguments::{Content, Keeping};
use crate::process::{Home, Server};

/// Publishes so many posts one after another and asks for the kept home page after each.
pub(crate) async fn measure(content: &Content, posts: usize) -> Result<()> {
    let home = Home::new()?;
    home.seed(content)?;
    let token = home.galley(&["token", "create", "--name", "bench", "--role", "editor"])?;
    let server = Server::start(&home, Keeping::On).await?;
    let reader = Client::new(&format!("http://{}", server.address));
    let editor = reader.clone().with_token(&token);
    let (mut writes, mut reads, mut late) = (Vec::new(), Vec::new(), 0);
    for number in 0..posts {
        // Twice, so that the page is kept when the post is published.
        reader.get("/").await;
        reader.get("/").await;
        let title = format!("News number {number} of today");
        let since = Instant::now();
        let written =
            editor.post("/api/posts", &json!({ "data": { "title": title, "body": "It is." } })).await;
        let answered = since.elapsed();
        ensure!(written.status == 201, "nothing was published: {}", written.text);
        while !reader.get("/").await.text.contains(&title) {
            late += 1;
            ensure!(
                since.elapsed() < Duration::from_secs(10),
                "`{title}` is not on the home page after 10 s"
            );
        }
        writes.push(answered);
        reads.push(since.elapsed().saturating_sub(answered));
    }
    println!("\n## {posts} publications, each read on the kept home page\n");
    println!("publish p50 {}, p99 {}", percentile(&mut writes, 50), percentile(&mut writes, 99));
    println!(
        "from its answer to the page that shows it p50 {}, p99 {}; {late} answers did not show it yet",
        percentile(&mut reads, 50),
        percentile(&mut reads, 99)
    );
    Ok(())
}

fn percentile(durations: &mut [Duration], percent: usize) -> String {
    durations.sort_unstable();
    let at = (durations.len() * percent / 100).min(durations.len().saturating_sub(1));
    format!("{:.2} ms", durations.get(at).copied().unwrap_or_default().as_secs_f64() * 1_000.0)
}
