//! `GET /admin/api/content-types/{name}/trash`

use galley_app::entries::list::{self, TRASH_LIMIT};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::list::EntrySummaryOut;
use crate::admin::content_types::wire::TypePath;
use crate::answers::Json;
use crate::authentication::Caller;
use crate::errors::ApiError;
use crate::extract::{Path, Query};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TrashListQuery {
    /// How many to skip.
    #[serde(default)]
    offset: u32,
    /// At most 100, which is also the default.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// A part of the trash.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrashOut {
    /// Every locale of each document.
    items: Vec<EntrySummaryOut>,
    /// How many documents were skipped before the first one.
    offset: u64,
    limit: u64,
    /// How many documents are in the trash.
    total: u64,
}

/// What of a type is in the trash, latest first
#[utoipa::path(
    get,
    path = "/admin/api/content-types/{name}/trash",
    tag = "entries",
    params(TypePath, TrashListQuery),
    responses((status = 200, description = "A part of the trash", body = TrashOut))
)]
pub(crate) async fn list_trash(
    Caller(ctx): Caller,
    Path(path): Path<TypePath>,
    Query(query): Query<TrashListQuery>,
) -> Result<Json<TrashOut>, ApiError> {
    let (offset, limit) = (u64::from(query.offset), query.limit.map_or(TRASH_LIMIT, u64::from));
    if !(1..=TRASH_LIMIT).contains(&limit) {
        return Err(ApiError::parameter("limit", format!("must be 1 to {TRASH_LIMIT}")));
    }
    let found = list::trashed(&ctx, &path.name, offset, limit).await?;
    let model = ctx.model();
    let stored = model.content_type(&path.name).ok_or(ApiError::NotFound)?;
    let items = found.items.into_iter().map(|item| EntrySummaryOut::of(&ctx.actor, &stored.schema, item));
    Ok(Json(TrashOut { items: items.collect(), offset, limit, total: found.total }))
}
