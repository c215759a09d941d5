//! The models that a new site begins with.

use galley_domain::schema::starter;
use galley_store::settings::Setting;
use galley_store::{Priority, settings};

use super::apply::apply;
use super::load::reload;
use crate::context::Ctx;
use crate::error::AppError;

/// Remembers that a starter was chosen, so that `empty` stays empty.
const NAME: &str = "starter";

/// A model that Galley brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starter {
    /// Posts, pages, authors, categories and tags.
    Blog,
    Empty,
}

impl Starter {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Blog => "blog",
            Self::Empty => "empty",
        }
    }
}

/// Gives a database without content types a starter. Whether it did: a model that is there already stays as it is.
pub async fn apply_starter(ctx: &Ctx, starter: Starter) -> Result<bool, AppError> {
    reload(&ctx.app).await?;
    if ctx.model().types().next().is_some() {
        return Ok(false);
    }
    if starter == Starter::Blog {
        apply(ctx, &starter::blog()).await?;
    }
    remember(ctx, starter).await?;
    Ok(true)
}

/// What the first start of a server begins with: the blog, unless somebody has chosen before.
pub async fn offer_starter(ctx: &Ctx) -> Result<(), AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    let chosen = settings::find(&snapshot, NAME).await?;
    drop(snapshot);
    match chosen {
        Some(_) => Ok(()),
        None => apply_starter(ctx, Starter::Blog).await.map(|_applied| ()),
    }
}

async fn remember(ctx: &Ctx, starter: Starter) -> Result<(), AppError> {
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let version = settings::find(&work, NAME).await?.map_or(0, |found| found.version);
    let setting = Setting {
        name: NAME.to_owned(),
        value: format!("\"{}\"", starter.as_str()),
        version: version + 1,
        updated_at: ctx.now(),
    };
    // Whoever was faster has chosen too, and that choice stays.
    let _chosen_meanwhile = !settings::put(&work, &setting, version).await?;
    Ok(work.commit().await?)
}
