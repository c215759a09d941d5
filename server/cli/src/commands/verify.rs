//! `galley verify`: does everything that is derived still agree with what it is derived from?

use anyhow::bail;
use clap::Args;
use galley_app::verify;
use galley_domain::roles::Actor;

use crate::config::Config;
use crate::output;
use crate::wiring::{self, Schema};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(arguments: Arguments, config: &Config) -> anyhow::Result<()> {
    let app = wiring::open(config, Schema::MustBeCurrent).await?;
    let report = verify::run(&app.as_actor(Actor::System)).await?;
    if arguments.json {
        output::json(&report)?;
    } else {
        for check in &report.checks {
            let result = if check.problems.is_empty() { "ok" } else { "PROBLEMS" };
            output::line(format!("{result}\t{}\t{} examined", check.name, check.examined))?;
            for problem in &check.problems {
                output::line(format!("\t{problem}"))?;
            }
        }
    }
    let sound = report.ok;
    wiring::close(&app).await?;
    if !sound {
        bail!("the site is not consistent");
    }
    Ok(())
}
