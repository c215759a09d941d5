//! `galley user`: accounts without the browser.

use std::io::BufRead as _;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use galley_app::paging::PageRequest;
use galley_app::users::{self, NewPassword, NewUser};
use galley_domain::roles::{Actor, Role};

use crate::config::Config;
use crate::output;
use crate::wiring::{self, Schema};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make an account
    Create(Create),
    /// Give an account another password and end its sessions
    SetPassword(SetPassword),
    /// List the accounts
    List,
}

#[derive(Debug, Args)]
pub(crate) struct Create {
    /// The address to sign in with
    #[arg(long)]
    email: String,
    /// What others see
    #[arg(long)]
    name: String,
    /// owner, admin, editor, author or viewer
    #[arg(long, value_parser = super::role)]
    role: Role,
    /// Read the password, 15 to 256 characters, as one line from standard input
    #[arg(long, required = true)]
    password_stdin: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SetPassword {
    /// Of the account
    #[arg(long)]
    email: String,
    /// Read the password, 15 to 256 characters, as one line from standard input
    #[arg(long, required = true)]
    password_stdin: bool,
}

pub(crate) async fn run(command: Command, config: &Config) -> anyhow::Result<()> {
    match command {
        Command::Create(arguments) => create(arguments, config).await,
        Command::SetPassword(arguments) => set_password(arguments, config).await,
        Command::List => list(config).await,
    }
}

async fn create(arguments: Create, config: &Config) -> anyhow::Result<()> {
    let Create { email, name, role, password_stdin: _ } = arguments;
    let password = password_from_stdin()?;
    let app = wiring::open(config, Schema::Migrate).await?;
    let user = users::create(&app.as_actor(Actor::System), NewUser { name, email, role, password }).await?;
    output::line(format!("Made the account {} of {} with the role {}.", user.id, user.email, user.role))?;
    wiring::close(&app).await
}

async fn set_password(arguments: SetPassword, config: &Config) -> anyhow::Result<()> {
    let password = password_from_stdin()?;
    let app = wiring::open(config, Schema::MustBeCurrent).await?;
    let ctx = app.as_actor(Actor::System);
    let user = users::find_by_email(&ctx, &arguments.email).await?;
    users::set_password(&ctx, user.id, password).await?;
    output::line(format!("{} has a new password; all its sessions ended.", user.email))?;
    wiring::close(&app).await
}

async fn list(config: &Config) -> anyhow::Result<()> {
    let app = wiring::open(config, Schema::MustBeCurrent).await?;
    let ctx = app.as_actor(Actor::System);
    let mut after = None;
    loop {
        let page = users::list(&ctx, &PageRequest::after(after)).await?;
        for user in &page.items {
            let state = if user.suspended_at.is_some() { "suspended" } else { "active" };
            output::line(format!("{}	{}	{}	{state}	{}", user.id, user.email, user.role, user.name))?;
        }
        if page.next.is_none() {
            break;
        }
        after = page.next;
    }
    wiring::close(&app).await
}

/// One line, without its end; everything else counts, spaces included.
fn password_from_stdin() -> anyhow::Result<NewPassword> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("standard input cannot be read")?;
    let text = line.strip_suffix('\n').unwrap_or(&line);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.is_empty() {
        bail!("no password on standard input");
    }
    Ok(NewPassword::new(text.to_owned())?)
}
