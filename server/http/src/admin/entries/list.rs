//! `GET /admin/api/content-types/{name}/entries`

use galley_app::entries::list::{self, EntrySummary};
use galley_domain::locales::Locale;
use galley_domain::roles::Actor;
use galley_domain::schema::ContentType;
use galley_domain::text::instant;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::wire::EntryPermissionsOut;
use crate::admin::content_types::wire::TypePath;
use crate::admin::times::shown;
use crate::answers::Json;
use crate::authentication::Caller;
use crate::content::requested_query;
use crate::errors::ApiError;
use crate::extract::{Path, RawQuery};

/// One entry in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntrySummaryOut {
    /// The document id.
    id: String,
    #[schema(value_type = Option<String>)]
    locale: Locale,
    title: Option<String>,
    slug: Option<String>,
    /// `draft`, `published`, `changed` or `trashed`.
    status: String,
    version: i64,
    published_at: Option<String>,
    created_at: String,
    updated_at: String,
    created_by: Option<String>,
    updated_by: Option<String>,
    permissions: EntryPermissionsOut,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntriesOut {
    items: Vec<EntrySummaryOut>,
    /// How many were skipped before the first one.
    offset: u64,
    limit: u64,
    /// Left out when the query says `pagination[withCount]=false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u64>,
}

/// What the document says of the parameters; the content API's grammar reads them.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, style = DeepObject)]
#[expect(dead_code, reason = "it describes what `content::requested` reads")]
struct ListQuery {
    /// `filters[title][$containsi]=rust`
    #[param(value_type = Option<Object>)]
    filters: Option<()>,
    /// `sort=title,createdAt:desc`
    #[param(style = Form)]
    sort: Option<String>,
    /// `pagination[page]=2&pagination[pageSize]=50`
    #[param(value_type = Option<Object>)]
    pagination: Option<()>,
    /// A locale of the site, or `*` for all; the default one when left out.
    #[param(style = Form)]
    locale: Option<String>,
}

/// Entries of a type, by their drafts
///
/// Its parameters are those of the content API. What of an entry is shown is always the same, so that `fields` and
/// `populate` are not among them.
#[utoipa::path(
    get,
    path = "/admin/api/content-types/{name}/entries",
    tag = "entries",
    params(TypePath, ListQuery),
    responses((status = 200, description = "A page of the list", body = EntriesOut))
)]
pub(crate) async fn list_entries(
    Caller(ctx): Caller,
    Path(path): Path<TypePath>,
    RawQuery(query): RawQuery,
) -> Result<Json<EntriesOut>, ApiError> {
    let found = list::list(&ctx, &path.name, &requested_query(&query)?).await?;
    let model = ctx.model();
    let stored = model.content_type(&path.name).ok_or(ApiError::NotFound)?;
    let items = found.items.into_iter().map(|item| EntrySummaryOut::of(&ctx.actor, &stored.schema, item));
    Ok(Json(EntriesOut {
        items: items.collect(),
        offset: found.page.offset,
        limit: found.page.limit,
        total: found.total,
    }))
}

impl EntrySummaryOut {
    pub(super) fn of(actor: &Actor, schema: &ContentType, summary: EntrySummary) -> Self {
        let EntrySummary {
            document,
            locale,
            title,
            slug,
            status,
            version,
            published_at,
            created_at,
            updated_at,
            created_by,
            updated_by,
        } = summary;
        Self {
            id: document.to_string(),
            locale,
            title,
            slug,
            status: status.as_str().to_owned(),
            version: version.0,
            published_at: shown(published_at),
            created_at: instant::show(created_at),
            updated_at: instant::show(updated_at),
            created_by: created_by.map(|author| author.to_string()),
            updated_by: updated_by.map(|author| author.to_string()),
            permissions: EntryPermissionsOut::of(actor, Some(schema), created_by),
        }
    }
}
