//! `galley theme`: for people who make themes.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, Subcommand};
use galley_app::pages::theme_mistakes;
use galley_domain::text::counted;

use crate::config::Config;
use crate::output;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Try every template on sample pages and list what is wrong, with file, line and a hint
    Check(Check),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// A folder with a theme, or the name of one in the data folder or in the program
    #[arg(value_name = "THEME", default_value = "gazette")]
    theme: String,
}

pub(crate) fn run(command: Command, config: &Config) -> anyhow::Result<()> {
    match command {
        Command::Check(arguments) => check(&arguments.theme, config),
    }
}

fn check(theme: &str, config: &Config) -> anyhow::Result<()> {
    let (name, folder) = place(theme, config);
    let mistakes = theme_mistakes(&name, &folder);
    if mistakes.is_empty() {
        return output::line(format!("The theme `{name}` has no mistakes."));
    }
    for mistake in &mistakes {
        output::line(mistake)?;
    }
    bail!("the theme `{name}` has {}", counted(mistakes.len(), "mistake"))
}

/// The name of a theme and where to look for it. What is a folder is taken as one; everything else is a name.
fn place(theme: &str, config: &Config) -> (String, PathBuf) {
    let path = Path::new(theme);
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (absolute.file_name().and_then(|name| name.to_str()), absolute.parent()) {
        (Some(name), Some(parent)) if path.is_dir() => (name.to_owned(), parent.to_owned()),
        _ => (theme.to_owned(), config.data_dir.join("themes")),
    }
}
