//! `galley token`: access tokens for programs.

use anyhow::bail;
use clap::{Args, Subcommand};
use galley_app::paging::PageRequest;
use galley_app::tokens::{self, Expiry, NewToken};
use galley_domain::ids::TokenId;
use galley_domain::roles::{Actor, Role, Scope, TokenScope};
use galley_domain::schema::TypeName;
use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;
use serde::de::value::{Error as NameError, StrDeserializer};

use crate::config::Config;
use crate::output;
use crate::wiring::{self, Schema};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a token and print it alone, once
    Create(Create),
    /// List tokens, without their secrets
    List,
    /// End a token at once
    Revoke(Revoke),
}

#[derive(Debug, Args)]
pub(crate) struct Create {
    /// What it is for, to know it again in lists
    #[arg(long)]
    name: String,
    /// owner, admin, editor, author or viewer
    #[arg(long, value_parser = super::role)]
    role: Role,
    /// What the token is limited to, of read, drafts, write, publish and manage; everything without it
    #[arg(long, value_delimiter = ',', value_parser = scope)]
    scope: Vec<Scope>,
    /// The content types that it is limited to; all without it
    #[arg(long, value_delimiter = ',')]
    types: Vec<TypeName>,
    /// After how many days it ends
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=3650))]
    expires_days: u32,
    /// It never ends by itself
    #[arg(long, conflicts_with = "expires_days")]
    no_expiry: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Revoke {
    /// The number that `galley token list` shows first
    id: TokenId,
}

pub(crate) async fn run(command: Command, config: &Config) -> anyhow::Result<()> {
    match command {
        Command::Create(arguments) => create(arguments, config).await,
        Command::List => list(config).await,
        Command::Revoke(arguments) => revoke(arguments.id, config).await,
    }
}

async fn create(arguments: Create, config: &Config) -> anyhow::Result<()> {
    let mut scope = TokenScope::full();
    if !arguments.scope.is_empty() {
        scope.scopes = arguments.scope;
    }
    if !arguments.types.is_empty() {
        scope.types = Some(arguments.types);
    }
    let expiry = if arguments.no_expiry { Expiry::Never } else { Expiry::Days(arguments.expires_days) };
    let app = wiring::open(config, Schema::Migrate).await?;
    let ctx = app.as_actor(Actor::System);
    if let Some(unknown) = scope.types.iter().flatten().find(|name| ctx.model().content_type(name).is_none())
    {
        bail!("there is no content type `{unknown}`");
    }
    let created =
        tokens::create(&ctx, NewToken { name: arguments.name, role: arguments.role, scope, expiry }).await?;
    output::line(created.secret.reveal())?;
    wiring::close(&app).await
}

async fn list(config: &Config) -> anyhow::Result<()> {
    let app = wiring::open(config, Schema::MustBeCurrent).await?;
    let ctx = app.as_actor(Actor::System);
    let mut after = None;
    loop {
        let page = tokens::list(&ctx, &PageRequest::after(after)).await?;
        for token in &page.items {
            let is_expired = token.expires_at.is_some_and(|end| end <= ctx.now());
            let state = if is_expired { "expired" } else { "active" };
            output::line(format!("{}	{}	{}	{}	{state}", token.id, token.prefix, token.role, token.name))?;
        }
        if page.next.is_none() {
            break;
        }
        after = page.next;
    }
    wiring::close(&app).await
}

async fn revoke(id: TokenId, config: &Config) -> anyhow::Result<()> {
    let app = wiring::open(config, Schema::MustBeCurrent).await?;
    tokens::revoke(&app.as_actor(Actor::System), id).await?;
    output::line(format!("The token {id} is revoked."))?;
    wiring::close(&app).await
}

fn scope(text: &str) -> Result<Scope, NameError> {
    let deserializer: StrDeserializer<'_, NameError> = text.into_deserializer();
    Scope::deserialize(deserializer)
}
