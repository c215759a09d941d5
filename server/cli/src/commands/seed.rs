//! `galley seed`: content for measurements.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Args;
use galley_app::seed;
use galley_domain::roles::Actor;

use crate::config::Config;
use crate::output;
use crate::progress::Progress;
use crate::wiring::{self, Schema};

#[derive(Debug, Args)]
#[group(id = "content", required = true, multiple = false)]
pub(crate) struct Arguments {
    /// Load a data set of the benchmark
    #[arg(long, group = "content", value_name = "FILE")]
    dataset: Option<PathBuf>,
    /// Make this many posts of the same shapes
    #[arg(long, group = "content", value_name = "N")]
    entries: Option<usize>,
}

pub(crate) async fn run(arguments: Arguments, config: &Config) -> anyhow::Result<()> {
    let app = wiring::open(config, Schema::Migrate).await?;
    let ctx = app.as_actor(Actor::System);
    let mut progress = Progress::new("entries", std::io::stderr().is_terminal());
    let mut show = |done, all| progress.show(done, all);
    let report = match (arguments.dataset, arguments.entries) {
        (Some(file), _) => seed::dataset(&ctx, &file, &mut show).await?,
        (None, count) => seed::entries(&ctx, count.unwrap_or_default(), &mut show).await?,
    };
    progress.finish();
    // The planner of the database would otherwise go on with what it knew of an empty one.
    app.store.refresh_statistics().await?;
    output::line(report.to_string().trim_end())?;
    wiring::close(&app).await
}
