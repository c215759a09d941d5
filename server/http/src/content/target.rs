//! What a request of this API is about: the type behind a path, and the query checked before anything is done.

use std::sync::Arc;

use galley_app::Ctx;
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::query::check::{check, readable_collection, readable_single};
use galley_domain::query::{Expected, LocaleChoice, RequestedLocale, RequestedPage, RequestedQuery};
use galley_domain::schema::StoredType;
use serde::Deserialize;

use super::requested_query;
use crate::errors::ApiError;
use crate::extract::parsed;

/// `/api/{name}`: a plural or the name of a single.
#[derive(Debug, Deserialize)]
pub(super) struct NamePath {
    pub(super) name: String,
}

/// `/api/{plural}/{documentId}`
#[derive(Debug, Deserialize)]
pub(super) struct DocumentPath {
    pub(super) name: String,
    #[serde(deserialize_with = "parsed")]
    pub(super) document: DocumentId,
}

/// The collection of this plural, as far as it exists for the caller.
///
/// A single of the same name exists as well, but not for this method.
pub(super) fn collection(ctx: &Ctx, name: &str) -> Result<Arc<StoredType>, ApiError> {
    let model = ctx.model();
    match readable_collection(&model, &ctx.actor, name) {
        Some(found) => Ok(Arc::clone(found)),
        None if readable_single(&model, &ctx.actor, name).is_some() => Err(ApiError::MethodNotAllowed),
        None => Err(ApiError::NotFound),
    }
}

/// The single of this name, as far as it exists for the caller.
pub(super) fn single(ctx: &Ctx, name: &str) -> Result<Arc<StoredType>, ApiError> {
    let model = ctx.model();
    match readable_single(&model, &ctx.actor, name) {
        Some(found) => Ok(Arc::clone(found)),
        None if readable_collection(&model, &ctx.actor, name).is_some() => Err(ApiError::MethodNotAllowed),
        None => Err(ApiError::NotFound),
    }
}

/// How a write will be answered: the parameters of its URL, found to be fine before anything is written.
#[derive(Debug)]
pub(super) struct WriteQuery {
    /// What of the entry the answer shows.
    pub(super) shown: RequestedQuery,
    /// The locale that is written.
    pub(super) locale: Locale,
}

impl WriteQuery {
    /// Whether only the draft is written.
    pub(super) const fn is_draft(&self) -> bool {
        self.shown.draft
    }
}

/// Parameters that select among entries mean nothing here and are ignored.
pub(super) fn write_query(ctx: &Ctx, stored: &Arc<StoredType>, query: &str) -> Result<WriteQuery, ApiError> {
    let shown = RequestedQuery {
        filter: None,
        sort: Vec::new(),
        page: RequestedPage::default(),
        search: None,
        ..requested_query(query)?
    };
    let checked = check(&ctx.model(), &ctx.actor, stored, &shown, Expected::Single)?;
    match checked.locale {
        LocaleChoice::One(locale) => Ok(WriteQuery { shown, locale }),
        LocaleChoice::Any => Err(ApiError::parameter("locale", "must be one locale")),
    }
}

/// Which locales a deletion is about: all when the request does not name one.
pub(super) fn deleted_locale(
    ctx: &Ctx,
    stored: &Arc<StoredType>,
    query: &str,
) -> Result<Option<Locale>, ApiError> {
    let requested = requested_query(query)?;
    if !stored.schema.localized || matches!(requested.locale, RequestedLocale::Default | RequestedLocale::Any)
    {
        return Ok(None);
    }
    let named = RequestedQuery { locale: requested.locale, ..RequestedQuery::default() };
    let checked = check(&ctx.model(), &ctx.actor, stored, &named, Expected::Single)?;
    match checked.locale {
        LocaleChoice::One(locale) => Ok(Some(locale)),
        LocaleChoice::Any => Ok(None),
    }
}
