//! `galley export`: content for other systems.

use anyhow::Context as _;
use clap::Subcommand;
use galley_app::redirects;
use galley_domain::roles::Actor;

use crate::config::Config;
use crate::output;
use crate::wiring::{self, Schema};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the redirects as the table that `galley import redirects` takes
    Redirects,
}

pub(crate) async fn run(command: Command, config: &Config) -> anyhow::Result<()> {
    match command {
        Command::Redirects => {
            let app = wiring::open(config, Schema::MustBeCurrent).await?;
            let table = redirects::export(&app.as_actor(Actor::System)).await?;
            output::line(table.trim_end()).context("the table could not be printed")?;
            wiring::close(&app).await
        }
    }
}
