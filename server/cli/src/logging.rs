//! Where log lines go: standard error, readable on a terminal, JSON elsewhere.

use std::io::IsTerminal as _;

use anyhow::Context as _;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::config::{LogConfig, LogFormat};

/// A line for each migration and each notice of the database says more than anybody wants to know; the filter may ask
/// for them all the same.
const QUIET: &str = "sea_orm_migration=warn,sqlx=warn";

/// Starts logging for the rest of the process.
pub(crate) fn start(config: &LogConfig) -> anyhow::Result<()> {
    let on_terminal = std::io::stderr().is_terminal();
    let filter = format!("{QUIET},{}", config.filter);
    let filter = EnvFilter::try_new(filter).context("the log filter is wrong")?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_span_events(FmtSpan::NONE)
        .with_writer(std::io::stderr);
    let started = match (config.format, on_terminal) {
        (LogFormat::Human, _) | (LogFormat::Auto, true) => {
            lines.with_ansi(on_terminal).with_target(false).try_init()
        }
        // JSON strings escape control characters, so nobody writes a second line into the log.
        (LogFormat::Json, _) | (LogFormat::Auto, false) => lines.json().flatten_event(true).try_init(),
    };
    started.map_err(|error| anyhow::anyhow!("logging cannot start: {error}"))
}
