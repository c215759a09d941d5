//! `galley import`: content of other systems.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use galley_app::imports::markdown::{Request, SiteAddress};
use galley_app::imports::{Naming, OtherPlace, markdown};
use galley_domain::roles::Actor;

use crate::config::Config;
use crate::output;
use crate::progress::Progress;
use crate::wiring::{self, Schema};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Import a folder of Markdown files with front matter
    Markdown(Markdown),
    /// Set the redirects of a table with the columns `from`, `to` and `status`
    Redirects(Redirects),
}

#[derive(Debug, Args)]
pub(crate) struct Markdown {
    /// With the files, at any depth
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Remember what is imported under this name, instead of the folder's
    #[arg(long = "as", value_name = "NAME")]
    name: Option<String>,
    /// It is the same content as before, in another folder
    #[arg(long)]
    moved: bool,
    /// Where the content was served; full addresses below it become links to what is imported
    #[arg(long, value_name = "URL")]
    site: Option<String>,
    /// Print one JSON document with the answer for every file
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Redirects {
    /// With commas between the fields; its first line names the columns
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Print one JSON document with the answer for every line
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(command: Command, config: &Config) -> anyhow::Result<()> {
    match command {
        Command::Markdown(arguments) => markdown(arguments, config).await,
        Command::Redirects(arguments) => redirects(&arguments, config).await,
    }
}

async fn markdown(arguments: Markdown, config: &Config) -> anyhow::Result<()> {
    let app = wiring::open(config, Schema::Migrate).await?;
    let ctx = app.as_actor(Actor::System);
    let mut progress = Progress::new("files", std::io::stderr().is_terminal());
    let other_place = if arguments.moved { OtherPlace::Moved } else { OtherPlace::Refuse };
    let naming = Naming { name: arguments.name, other_place };
    let site = arguments.site.as_deref().map(SiteAddress::parse).transpose()?;
    let request = Request { directory: arguments.folder, naming, site };
    let mut so_far = (0, 0);
    let mut show = |done, all| {
        so_far = (done, all);
        progress.show(done, all);
    };
    let imported = markdown::run(&ctx, &request, &mut show).await;
    progress.finish();
    let report = imported.with_context(|| match so_far {
        (0, _) => "nothing was imported".to_owned(),
        (done, all) => format!("the import stopped after {done} of {all} files; run it again to go on"),
    })?;
    // The planner of the database would otherwise go on with what it knew before.
    app.store.refresh_statistics().await?;
    if arguments.json {
        output::json(&report)?;
    } else {
        output::line(report.to_string().trim_end())?;
    }
    wiring::close(&app).await?;
    if !report.went_well() {
        bail!("some files were not imported");
    }
    Ok(())
}

async fn redirects(arguments: &Redirects, config: &Config) -> anyhow::Result<()> {
    let file = arguments.file.display();
    let table =
        std::fs::read_to_string(&arguments.file).with_context(|| format!("`{file}` cannot be read"))?;
    let app = wiring::open(config, Schema::Migrate).await?;
    let report = galley_app::redirects::import(&app.as_actor(Actor::System), &table).await?;
    if arguments.json {
        output::json(&report)?;
    } else {
        output::line(report.to_string())?;
    }
    wiring::close(&app).await?;
    if !report.went_well() {
        bail!("some lines were refused");
    }
    Ok(())
}
