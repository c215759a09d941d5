//! `DELETE /admin/api/entries/{id}`

use galley_app::entries::Expected;
use galley_app::entries::delete::{self, InUse};
use http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::EntryPath;
use crate::admin::headers::IfMatchHeader;
use crate::admin::write::AdminWrite;
use crate::errors::ApiError;
use crate::extract::{Path, Query, RequiredIfMatch};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeleteQuery {
    /// Delete although others link to it; their answers show nothing in its place.
    #[serde(default)]
    force: bool,
}

/// Delete a trashed entry for good, with its history
///
/// 409 `in_use` with a list while others link to it.
#[utoipa::path(
    delete,
    path = "/admin/api/entries/{id}",
    tag = "entries",
    params(EntryPath, DeleteQuery, IfMatchHeader),
    responses((status = 204, description = "It is gone"))
)]
pub(crate) async fn delete_entry(
    write: AdminWrite,
    Path(path): Path<EntryPath>,
    Query(query): Query<DeleteQuery>,
    RequiredIfMatch(version): RequiredIfMatch,
) -> Result<StatusCode, ApiError> {
    let ctx = write.answering(StatusCode::NO_CONTENT);
    let in_use = if query.force { InUse::Break } else { InUse::Refuse };
    delete::delete(&ctx, path.id, in_use, Expected::Version(version)).await?;
    Ok(StatusCode::NO_CONTENT)
}
