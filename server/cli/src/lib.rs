//! The binary `galley`: configuration, wiring, commands.
//!
//! Owns what is between the operator and the application: reading the configuration, opening what it names, running
//! one command and turning its outcome into an exit status. No rule of content is decided here.

mod arguments;
mod commands;
pub mod config;
mod data_folder;
mod logging;
mod output;
mod progress;
mod wiring;

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser as _;
use galley_app::AppError;

use arguments::Arguments;
use config::{Config, Sources};

/// Runs the command that the process was started with. The status is 0 only when all went well.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match run_command(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The log may be filtered or not have started; whoever typed the command reads this line.
            match error.chain().next().and_then(|error| error.downcast_ref()) {
                Some(AppError::Internal(source)) => eprintln!("error: {source:#}"),
                Some(_) | None => eprintln!("error: {error:#}"),
            }
            ExitCode::FAILURE
        }
    }
}

fn run_command(arguments: Arguments) -> anyhow::Result<()> {
    // Before anything can open a TLS connection; two providers in one process would make rustls panic.
    rustls::crypto::aws_lc_rs::default_provider()
        .install_default()
        .map_err(|_provider| anyhow::anyhow!("another TLS provider is installed"))?;
    let sources = Sources::of_process(arguments.places.config.clone(), arguments.flags());
    let config = Config::load(&sources)?;
    logging::start(&config.logs)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime cannot start")?;
    runtime.block_on(Box::pin(commands::run(arguments.command, &config)))
}
