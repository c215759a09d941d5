//! `galley migrate`: pending migrations, without starting the server.

use clap::Args;

use crate::config::Config;
use crate::output;
use crate::wiring;

#[derive(Debug, Args)]
pub(crate) struct Arguments {}

pub(crate) async fn run(_: Arguments, config: &Config) -> anyhow::Result<()> {
    let applied = wiring::migrate(config).await?;
    output::line(match applied {
        0 => "The database is up to date.".to_owned(),
        1 => "Applied 1 migration.".to_owned(),
        more => format!("Applied {more} migrations."),
    })
}
