//! Entries as answers: the body, its tag, and how long it may be kept.

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

/// A list, for everybody until something in it changes.
pub(super) async fn list(ctx: &Ctx, plural: &str, query: &RequestedQuery) -> Result<Response, ApiError> {
    let found = content::read(ctx, Asked::List(plural), query).await?;
    let body = present::list(&found).map_err(ApiError::internal)?;
    let policy = CachePolicy::UntilPurged(CacheTags::new([type_tag(&found)]));
    Ok((policy, [(ETAG, strong_etag(&body))], json_text(body)).into_response())
}

/// One entry of a collection.
pub(super) async fn one(
    ctx: &Ctx,
    status: StatusCode,
    (plural, document): (&str, DocumentId),
    query: &RequestedQuery,
) -> Result<Response, ApiError> {
    let version = version_for_writers(ctx, document, query).await?;
    let found = content::read(ctx, Asked::Document(plural, document), query).await?;
    entry(status, &found, version)
}

/// The entry of a single.
pub(super) async fn single(
    ctx: &Ctx,
    status: StatusCode,
    name: &str,
    query: &RequestedQuery,
) -> Result<Response, ApiError> {
    let stored = super::target::single(ctx, name)?;
    let version = match entries::document_of_single(ctx, &stored).await? {
        Some(document) => version_for_writers(ctx, document, query).await?,
        None => None,
    };
    let found = content::read(ctx, Asked::Single(name), query).await?;
    entry(status, &found, version)
}

fn entry(status: StatusCode, found: &Found, version: Option<EntryVersion>) -> Result<Response, ApiError> {
    let body = present::one(found).map_err(ApiError::internal)?;
    let document = found.answer.top.first().map(|index| found.answer.node(*index).row.document.to_string());
    let policy = CachePolicy::UntilPurged(CacheTags::new(document.into_iter().chain([type_tag(found)])));
    let tag = entry_tag(&body, version);
    Ok((status, policy, [(ETAG, tag)], json_text(body)).into_response())
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
