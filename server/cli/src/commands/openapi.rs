//! `galley openapi`: the document of the admin API, for tools and for the committed copy.

use clap::Args;

use crate::output;

#[derive(Debug, Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_: Arguments) -> anyhow::Result<()> {
    output::json(&galley_http::router::admin_document())
}
