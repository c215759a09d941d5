//! `galley model`: the content types as files.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use galley_app::content_types::{self, ChangeReport};
use galley_domain::roles::Actor;
use galley_domain::schema::file::Source;
use galley_domain::text::counted;

use crate::config::Config;
use crate::output;
use crate::wiring::{self, Schema};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the content types
    List,
    /// Show what applying a folder of files would change
    Diff(Folder),
    /// Apply a folder of files; refuses what would touch data
    Apply(Folder),
    /// Write the model as files
    Pull(Folder),
}

#[derive(Debug, Args)]
pub(crate) struct Folder {
    /// With the `schema.json` of each type and the files of components, at any depth
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(crate) async fn run(command: Command, config: &Config) -> anyhow::Result<()> {
    match command {
        Command::List => list(config).await,
        Command::Diff(arguments) => diff(&arguments.folder, config).await,
        Command::Apply(arguments) => apply(&arguments.folder, config).await,
        Command::Pull(arguments) => pull(&arguments.folder, config).await,
    }
}

async fn list(config: &Config) -> anyhow::Result<()> {
    let app = wiring::open(config, Schema::MustBeCurrent).await?;
    for stored in app.model().types() {
        let schema = &stored.schema;
        output::line(format!(
            "{}\t{}\tversion {}\t{}",
            schema.singular,
            schema.plural,
            stored.version,
            counted(schema.fields.len(), "field")
        ))?;
    }
    wiring::close(&app).await
}

async fn diff(folder: &Path, config: &Config) -> anyhow::Result<()> {
    let files = read_files(folder)?;
    let app = wiring::open(config, Schema::MustBeCurrent).await?;
    let report = content_types::diff(&app.as_actor(Actor::System), &files)?;
    if report.changes.is_empty() {
        output::line("The files say what the database says.")?;
    }
    print(&report)?;
    wiring::close(&app).await
}

async fn apply(folder: &Path, config: &Config) -> anyhow::Result<()> {
    let files = read_files(folder)?;
    let app = wiring::open(config, Schema::Migrate).await?;
    let report = content_types::apply(&app.as_actor(Actor::System), &files).await?;
    print(&report)?;
    // A running server does this too; without one, nothing else would until the next start.
    content_types::rewrite_stale(&app).await?;
    output::line(if report.changes.is_empty() { "Nothing to change." } else { "Applied." })?;
    wiring::close(&app).await
}

fn print(report: &ChangeReport) -> anyhow::Result<()> {
    for change in &report.changes {
        output::line(change)?;
    }
    for warning in &report.warnings {
        output::line(format!("warning: {warning}"))?;
    }
    Ok(())
}

async fn pull(folder: &Path, config: &Config) -> anyhow::Result<()> {
    let app = wiring::open(config, Schema::MustBeCurrent).await?;
    for file in content_types::pull(&app.as_actor(Actor::System))? {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)
                .with_context(|| format!("`{}` cannot be made", parent.display()))?;
        }
        std::fs::write(&path, &file.text)
            .with_context(|| format!("`{}` cannot be written", path.display()))?;
        output::line(path.display().to_string())?;
    }
    wiring::close(&app).await
}

/// Every `.json` file below the folder, by its path from there, in order.
fn read_files(folder: &Path) -> anyhow::Result<Vec<Source>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries =
            std::fs::read_dir(&next).with_context(|| format!("`{}` cannot be read", next.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let text = std::fs::read_to_string(&path)
                    .with_context(|| format!("`{}` cannot be read", path.display()))?;
                let path = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
                files.push(Source { path, text });
            }
        }
    }
    if files.is_empty() {
        bail!("there is no `.json` file in `{}`", folder.display());
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}
