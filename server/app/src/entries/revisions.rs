//! The history of an entry: which revisions there are, and what one of them said.

use galley_domain::documents::RevisionKind;
use galley_domain::ids::{DocumentId, RevisionNumber, SchemaVersion};
use galley_domain::locales::Locale;
use galley_domain::roles::{ActorRef, Permission};
use galley_domain::values;
use serde_json::{Map, Value};

use super::action::Request;
use super::{load, policy};
use crate::context::Ctx;
use crate::error::AppError;

/// One point of the history, without its data.
#[derive(Debug, Clone, PartialEq)]
pub struct RevisionSummary {
    pub number: RevisionNumber,
    pub kind: RevisionKind,
    /// Still rewritten by autosave.
    pub open: bool,
    pub name: Option<String>,
    pub authors: Vec<ActorRef>,
    /// Microseconds UTC.
    pub created_at: i64,
    pub updated_at: i64,
}

/// One point of the history in today's schema.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    pub summary: RevisionSummary,
    pub data: Map<String, Value>,
}

/// A part of the history, and how long it is as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    pub items: Vec<RevisionSummary>,
    pub total: u64,
}

/// At most this many revisions in one list.
pub const PAGE_LIMIT: u64 = 100;

/// Newest first, those before `before` when it is given; at most `limit` (1 to 100).
pub async fn list(
    ctx: &Ctx,
    document: DocumentId,
    locale: &Locale,
    before: Option<RevisionNumber>,
    limit: u64,
) -> Result<History, AppError> {
    let loader = load::Loader::open(ctx).await?;
    let (loaded, _) = loader.load(&Request::bare(document, locale)).await?;
    require_readable(ctx, &loaded)?;
    if loaded.draft(locale).is_none() {
        return Err(loaded.not_written_in(locale));
    }
    let items = loader.revisions(document, locale, before, limit.clamp(1, PAGE_LIMIT)).await?;
    let total = loader.count_revisions(document, locale).await?;
    Ok(History { items, total })
}

/// One revision with its data.
pub async fn get(
    ctx: &Ctx,
    document: DocumentId,
    locale: &Locale,
    number: RevisionNumber,
) -> Result<Revision, AppError> {
    let loader = load::Loader::open(ctx).await?;
    let (loaded, _) = loader.load(&Request::bare(document, locale)).await?;
    require_readable(ctx, &loaded)?;
    let Some((summary, schema_version, data)) = loader.revision(document, locale, number).await? else {
        return Err(AppError::not_found("revision", number));
    };
    let data = upcast(&loaded, schema_version, &data);
    Ok(Revision { summary, data })
}

fn upcast(loaded: &super::Loaded, from: SchemaVersion, data: &Map<String, Value>) -> Map<String, Value> {
    values::upcast(&loaded.model, &loaded.stored, from, data)
}

/// Revisions are drafts: whoever may not read drafts does not learn that there are any.
fn require_readable(ctx: &Ctx, loaded: &super::Loaded) -> Result<(), AppError> {
    policy::require_visible(&ctx.actor, loaded)?;
    policy::require(&ctx.actor, Permission::ReadDrafts, loaded)
}
