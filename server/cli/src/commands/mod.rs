//! One file for each command: its arguments, and what it calls.

pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod migrate;
pub(crate) mod model;
pub(crate) mod openapi;
pub(crate) mod seed;
pub(crate) mod serve;
pub(crate) mod theme;
pub(crate) mod token;
pub(crate) mod user;
pub(crate) mod verify;

use galley_domain::roles::Role;

use crate::arguments::Command;
use crate::config::Config;

/// A role that somebody can be given.
fn role(text: &str) -> Result<Role, String> {
    let given = text.parse().ok().filter(|role| *role != Role::Public);
    given.ok_or_else(|| "expected owner, admin, editor, author or viewer".to_owned())
}

pub(crate) async fn run(command: Command, config: &Config) -> anyhow::Result<()> {
    match command {
        Command::Serve(arguments) => serve::run(arguments, config).await,
        Command::Init(arguments) => init::run(arguments, config).await,
        Command::Migrate(arguments) => migrate::run(arguments, config).await,
        Command::User(command) => user::run(command, config).await,
        Command::Theme(command) => theme::run(command, config),
        Command::Token(command) => token::run(command, config).await,
        Command::Model(command) => model::run(command, config).await,
        Command::Import(command) => import::run(command, config).await,
        Command::Export(command) => export::run(command, config).await,
        Command::Seed(arguments) => seed::run(arguments, config).await,
        Command::Verify(arguments) => verify::run(arguments, config).await,
        Command::Openapi(arguments) => openapi::run(arguments, config).await,
    }
}
