//! Entries as answers: the body, its tag, and how long it may be kept.

use axum::Extension;
use axum::response::{IntoResponse, Response};
use galley_app::Ctx;
use galley_app::content::{self, Asked, Found};
use galley_app::entries;
use galley_domain::ids::{DocumentId, EntryVersion};
use galley_domain::query::{RequestedLocale, RequestedQuery};
use galley_domain::roles::Permission;
use http::StatusCode;
use http::header::{ETAG, HeaderValue};

use super::present;
use crate::answers::json_text;
use crate::cache::{CachePolicy, CacheTags, strong_etag};
use crate::errors::ApiError;
use crate::read_budget::{ReadBudget, Spent};

/// A list, for everybody until something in it changes.
pub(super) async fn list(
    (ctx, budget): (&Ctx, &ReadBudget),
    plural: &str,
    query: &RequestedQuery,
) -> Result<Response, ApiError> {
    let (found, spent) = read(ctx, budget, Asked::List(plural), query).await?;
    let body = present::list(&found).map_err(ApiError::internal)?;
    let policy = CachePolicy::UntilPurged(CacheTags::new([type_tag(&found)]));
    let headers = [(ETAG, strong_etag(&body)), spent.header()];
    Ok((Extension(spent), policy, headers, json_text(body)).into_response())
}

/// Reads what is paid for; the one way from a question of this API to the database.
async fn read(
    ctx: &Ctx,
    budget: &ReadBudget,
    asked: Asked<'_>,
    query: &RequestedQuery,
) -> Result<(Found, Spent), ApiError> {
    let planned = content::plan(ctx, asked, query)?;
    let spent = budget.spend(planned.cost())?;
    Ok((planned.run(ctx).await?, spent))
}

/// One entry of a collection.
pub(super) async fn one(
    (ctx, budget): (&Ctx, &ReadBudget),
    status: StatusCode,
    (plural, document): (&str, DocumentId),
    query: &RequestedQuery,
) -> Result<Response, ApiError> {
    let version = version_for_writers(ctx, document, query).await?;
    let found = read(ctx, budget, Asked::Document(plural, document), query).await?;
    entry(status, found, version)
}

/// The entry of a single.
pub(super) async fn single(
    (ctx, budget): (&Ctx, &ReadBudget),
    status: StatusCode,
    name: &str,
    query: &RequestedQuery,
) -> Result<Response, ApiError> {
    let stored = super::target::single(ctx, name)?;
    let version = match entries::document_of_single(ctx, &stored).await? {
        Some(document) => version_for_writers(ctx, document, query).await?,
        None => None,
    };
    let found = read(ctx, budget, Asked::Single(name), query).await?;
    entry(status, found, version)
}

fn entry(
    status: StatusCode,
    (found, spent): (Found, Spent),
    version: Option<EntryVersion>,
) -> Result<Response, ApiError> {
    let body = present::one(&found).map_err(ApiError::internal)?;
    let document = found.answer.top.first().map(|index| found.answer.node(*index).row.document.to_string());
    let policy = CachePolicy::UntilPurged(CacheTags::new(document.into_iter().chain([type_tag(&found)])));
    let headers = [(ETAG, entry_tag(&body, version)), spent.header()];
    Ok((status, Extension(spent), policy, headers, json_text(body)).into_response())
}

/// `type:post`: what every list of posts depends on.
fn type_tag(found: &Found) -> String {
    format!("type:{}", found.query.target.schema.singular)
}

/// `"17.4f1c…"`: the version that `If-Match` compares, and what the body says.
fn entry_tag(body: &[u8], version: Option<EntryVersion>) -> HeaderValue {
    let tag = strong_etag(body);
    let Some((version, hash)) = version.zip(tag.to_str().ok()) else { return tag };
    HeaderValue::try_from(format!("\"{version}.{}\"", hash.trim_matches('"'))).unwrap_or(tag)
}

/// The draft's version, for those who could send it back. Readers are spared the look-up.
async fn version_for_writers(
    ctx: &Ctx,
    document: DocumentId,
    query: &RequestedQuery,
) -> Result<Option<EntryVersion>, ApiError> {
    if !ctx.actor.may(Permission::EditEntries) {
        return Ok(None);
    }
    let locale = match &query.locale {
        RequestedLocale::Default => Some(ctx.model().default_locale()),
        // What is no locale is refused by the read that follows.
        RequestedLocale::Code(code) => code.parse().ok(),
        RequestedLocale::Any => None,
    };
    match locale {
        Some(locale) => Ok(entries::draft_version(ctx, document, &locale).await?),
        None => Ok(None),
    }
}
