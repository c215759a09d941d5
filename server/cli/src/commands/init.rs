//! `galley init`: a database with a starter model, without starting the server.

use clap::{Args, ValueEnum};
use galley_app::content_types::{self, Starter};
use galley_domain::roles::Actor;

use crate::config::Config;
use crate::output;
use crate::wiring::{self, Schema};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The content types that a new site begins with
    #[arg(long, value_enum)]
    starter: StarterName,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum StarterName {
    /// Posts, pages, authors, categories and tags
    Blog,
    /// No content types
    Empty,
}

pub(crate) async fn run(arguments: Arguments, config: &Config) -> anyhow::Result<()> {
    let app = wiring::open(config, Schema::Migrate).await?;
    let starter = match arguments.starter {
        StarterName::Blog => Starter::Blog,
        StarterName::Empty => Starter::Empty,
    };
    let applied = content_types::apply_starter(&app.as_actor(Actor::System), starter).await?;
    let types = app.model().types().count();
    output::line(if applied {
        format!("The database is ready with {types} content types.")
    } else {
        format!("The database already has a model of {types} content types; nothing was changed.")
    })?;
    wiring::close(&app).await
}
