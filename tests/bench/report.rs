//! The table that `make bench` prints.
#![expect(clippy::print_stdout, reason = "printing the table is what this is for")]

use std::time::Duration;

use crate::arguments::Keeping;
use crate::load::Measured;

/// One table.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) entries: u32,
    pub(crate) cache: Keeping,
    pub(crate) seeding: Duration,
    pub(crate) starts: Vec<Duration>,
    pub(crate) idle: u64,
    pub(crate) loaded: u64,
    pub(crate) rows: Vec<Row>,
}

/// One workload.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) goal: &'static str,
    pub(crate) body_bytes: usize,
    pub(crate) measured: Measured,
    pub(crate) cpu_per_request: Duration,
    /// With one connection.
    pub(crate) median_alone: Duration,
    /// Rate and CPU time of a bare handler with the same bytes.
    pub(crate) bare: Option<(f64, Duration)>,
}

impl Report {
    pub(crate) fn print(&self) {
        println!("\n## {} entries, cache {}\n", self.entries, self.cache.as_str());
        println!(
            "| workload | req/s | goal | CPU ms | p50 ms | p99 ms | p50 alone | bytes | bare CPU ms | ratio |"
        );
        println!("|---|---|---|---|---|---|---|---|---|---|");
        for row in &self.rows {
            row.print();
        }
        let starts: Vec<String> = self.starts.iter().map(|start| milliseconds(*start)).collect();
        println!(
            "\nmemory idle {} MB, loaded {} MB; start to first answer {} ms; seeded in {:.1} s",
            megabytes(self.idle),
            megabytes(self.loaded),
            starts.join(", "),
            self.seeding.as_secs_f64()
        );
    }
}

impl Row {
    fn print(&self) {
        let (bare, ratio) = self.bare.map_or_else(
            || ("–".to_owned(), "–".to_owned()),
            |(_, cpu)| {
                let ratio = self.cpu_per_request.as_secs_f64() / cpu.as_secs_f64();
                (milliseconds(cpu), format!("{ratio:.2}"))
            },
        );
        println!(
            "| {} {} | {:.0} | {} | {} | {} | {} | {} | {} | {bare} | {ratio} |",
            self.name,
            self.what,
            self.measured.rate(),
            self.goal,
            milliseconds(self.cpu_per_request),
            milliseconds(self.measured.percentile(50.0)),
            milliseconds(self.measured.percentile(99.0)),
            milliseconds(self.median_alone),
            self.body_bytes,
        );
    }
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.3}", duration.as_secs_f64() * 1_000.0)
}

fn megabytes(bytes: u64) -> u64 {
    bytes / (1024 * 1024)
}
