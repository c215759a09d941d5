//! `galley openapi`: the documents of the APIs, for tools and for the committed copy.

use clap::Args;
use galley_domain::roles::Actor;

use crate::config::Config;
use crate::output;
use crate::wiring::{self, Schema};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Of the content API, with all types and fields of this site's model
    #[arg(long)]
    content: bool,
}

pub(crate) async fn run(arguments: Arguments, config: &Config) -> anyhow::Result<()> {
    if !arguments.content {
        return output::json(&galley_http::router::admin_document());
    }
    let app = wiring::open(config, Schema::MustBeCurrent).await?;
    output::json(&galley_http::router::content_document(&app.model(), &Actor::System))?;
    wiring::close(&app).await
}
