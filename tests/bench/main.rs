//! `make bench`: the release build of Galley, measured beside a bare handler that returns the same bytes.
//!
//! The server runs on core 0 and the generator on core 1 (`tests/scripts/bench.sh` pins this process). CPU time per
//! request is the figure to compare between days, because it does not count waiting for a core.

mod arguments;
mod dropped;
mod load;
mod process;
mod report;
mod visible;
mod workloads;

use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::arguments::{Arguments, Content};
use crate::load::{Measured, Target};
use crate::process::{Home, Server};
use crate::report::{Report, Row};
use crate::workloads::Workload;

const CONNECTIONS: usize = 4;
const WARM_UP: Duration = Duration::from_secs(2);
const WRITES: u32 = 200;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    for content in &arguments.contents {
        if let Some(answers) = arguments.dropped {
            dropped::measure(content, answers).await?;
            continue;
        }
        if let Some(posts) = arguments.visible {
            visible::measure(content, posts).await?;
            continue;
        }
        let report = measure(&arguments, content).await?;
        report.print();
    }
    Ok(())
}

async fn measure(arguments: &Arguments, content: &Content) -> Result<Report> {
    let home = Home::new()?;
    let seeding = home.seed(content)?;
    let token = home.galley(&["token", "create", "--name", "bench", "--role", "editor"])?;

    let mut starts = Vec::new();
    for _ in 0..2 {
        starts.push(Server::start(&home, arguments.cache).await?.start_up);
    }
    let server = Server::start(&home, arguments.cache).await?;
    starts.push(server.start_up);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let idle = server.resident_bytes()?;

    let entries = content.entries()?;
    let mut rows = Vec::new();
    for workload in workloads::READS.iter().filter(|workload| arguments.wants(workload.name)) {
        rows.push(measure_read(arguments, &server, workload, entries).await?);
    }
    let loaded = server.resident_bytes()?;
    if arguments.wants(workloads::WRITE.name) {
        rows.push(measure_writes(&server, &token).await?);
    }
    Ok(Report { entries, cache: arguments.cache, seeding, starts, idle, loaded, rows })
}

async fn measure_read(
    arguments: &Arguments,
    server: &Server,
    workload: &Workload,
    entries: u32,
) -> Result<Row> {
    let target = Target::get(server.address, workload.path, entries);
    let answer = load::fetch(&target).await.with_context(|| format!("{} has no answer", workload.name))?;
    let found = answer.body.windows(workload.each.len()).filter(|window| *window == workload.each.as_bytes());
    let found = found.count();
    ensure!(answer.status == 200, "{} answered {}: {}", workload.name, answer.status, answer.text());
    ensure!(found >= workload.at_least, "{} found {found} of {}", workload.name, workload.at_least);

    let (best, cpu) = best_round(arguments, server, &target).await?;
    let alone = load::run(&target, 1, arguments.seconds / 2).await?;
    let bare = Server::start_bare(&answer).await?;
    let bare_target = Target::get(bare.address, workload.path, entries);
    let (bare_best, bare_cpu) = best_round(arguments, &bare, &bare_target).await?;
    Ok(Row {
        name: workload.name,
        what: workload.what,
        goal: workload.goal,
        body_bytes: answer.body.len(),
        measured: best,
        cpu_per_request: cpu,
        median_alone: alone.percentile(50.0),
        bare: Some((bare_best.rate(), bare_cpu)),
    })
}

/// The round with the highest rate, and the CPU time that the server took for each of its requests.
async fn best_round(arguments: &Arguments, server: &Server, target: &Target) -> Result<(Measured, Duration)> {
    load::run(target, CONNECTIONS, WARM_UP).await?;
    let mut best: Option<(Measured, Duration)> = None;
    for _ in 0..arguments.rounds {
        server.settle().await?;
        let before = server.cpu()?;
        let measured = load::run(target, CONNECTIONS, arguments.seconds).await?;
        let cpu = server.cpu()?.saturating_sub(before) / measured.requests().max(1);
        ensure!(measured.refused == 0, "{} requests were refused", measured.refused);
        if best.as_ref().is_none_or(|(best, _)| measured.rate() > best.rate()) {
            best = Some((measured, cpu));
        }
    }
    best.context("there is at least one round")
}

async fn measure_writes(server: &Server, token: &str) -> Result<Row> {
    let write = &workloads::WRITE;
    let target = Target::post(server.address, write.path, token, workloads::write_body());
    load::run_count(&target, 20).await?;
    server.settle().await?;
    let before = server.cpu()?;
    let measured = load::run_count(&target, WRITES).await?;
    let cpu = server.cpu()?.saturating_sub(before) / WRITES;
    ensure!(measured.refused == 0, "{} writes were refused", measured.refused);
    Ok(Row {
        name: write.name,
        what: write.what,
        goal: write.goal,
        body_bytes: workloads::write_body().len(),
        median_alone: measured.percentile(50.0),
        measured,
        cpu_per_request: cpu,
        bare: None,
    })
}
