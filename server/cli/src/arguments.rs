//! The command line as people type it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::commands::{
    export, import, init, migrate, model, openapi, seed, serve, theme, token, user, verify,
};
use crate::config::Flag;

/// A place to write and publish: content, its API and its site in one program.
#[derive(Debug, Parser)]
#[command(name = "galley", version, propagate_version = true, disable_help_subcommand = true)]
#[command(
    after_help = "Every key of the configuration is also a variable `GALLEY_…`; see docs/reference/configuration.md."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) places: Places,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags of every command; each is also a key of `galley.toml` and a variable `GALLEY_…`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub(crate) struct Places {
    /// The configuration file, instead of `galley.toml` in the working directory
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// `sqlite:PATH` or `postgres://USER@HOST/DATABASE`; a file in the data folder without it
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// The folder of the SQLite file, uploads, themes and the secret; `data` without it
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<String>,
    /// A log filter such as `info,galley_store=debug`; `info` without it
    #[arg(long, global = true, value_name = "FILTER")]
    log: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start the site and the APIs
    Serve(serve::Arguments),
    /// Prepare a database without starting the server
    Init(init::Arguments),
    /// Apply pending migrations
    Migrate(migrate::Arguments),
    /// Make and manage accounts
    #[command(subcommand)]
    User(user::Command),
    /// Make and manage access tokens
    #[command(subcommand)]
    Token(token::Command),
    /// Compare, apply and write the content model as files
    #[command(subcommand)]
    Model(model::Command),
    /// Check a theme
    #[command(subcommand)]
    Theme(theme::Command),
    /// Bring in content from elsewhere
    #[command(subcommand)]
    Import(import::Command),
    /// Write content for other systems
    #[command(subcommand)]
    Export(export::Command),
    /// Fill the site with content for measurements
    Seed(seed::Arguments),
    /// Compare the database with itself and with the media folder
    Verify(verify::Arguments),
    /// Print the OpenAPI document of the admin API, or of the content API of this site
    Openapi(openapi::Arguments),
}

impl Arguments {
    /// The flags that are keys of the configuration.
    pub(crate) fn flags(&self) -> Vec<Flag> {
        let mut flags = Vec::new();
        let mut add = |key, value: &Option<String>| {
            if let Some(value) = value {
                flags.push(Flag { key, value: value.clone() });
            }
        };
        add("database_url", &self.places.database_url);
        add("data_dir", &self.places.data_dir);
        add("log", &self.places.log);
        if let Command::Serve(serve) = &self.command {
            add("listen", &serve.listen);
            add("base_url", &serve.base_url);
        }
        flags
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn flags_of_the_configuration_are_taken_before_and_after_the_command() {
        let given =
            Arguments::parse_from(["galley", "--data-dir", "a", "serve", "--listen", "b", "--log", "c"]);
        let flags: Vec<_> = given.flags().into_iter().map(|flag| (flag.key, flag.value)).collect();
        assert_eq!(
            flags,
            [("data_dir", "a".to_owned()), ("log", "c".to_owned()), ("listen", "b".to_owned())]
        );
    }
}
