//! `DELETE /api/{plural}/{documentId}`

use axum::response::Response;
use galley_app::entries::trash::{self, TrashScope};
use galley_app::entries::{self, Expected};
use galley_domain::roles::Permission;
use http::StatusCode;

use crate::content::target::{self, DocumentPath};
use crate::content::write::{self, ContentWrite};
use crate::errors::ApiError;
use crate::extract::{IfMatch, Path, RawQuery};

/// Moves to the trash: all locales, or the one that `locale` names.
pub(in crate::content) async fn delete_content(
    write: ContentWrite,
    Path(path): Path<DocumentPath>,
    RawQuery(query): RawQuery,
    IfMatch(version): IfMatch,
) -> Result<Response, ApiError> {
    let stored = target::collection(write.ctx(), &path.name)?;
    write.ctx().require(Permission::DeleteEntries)?;
    if let Some(answered) = write.answered() {
        return Ok(write::replay(answered));
    }
    let locale = target::deleted_locale(write.ctx(), &stored, &query)?;
    let ctx = write.answering(StatusCode::NO_CONTENT);
    let identity = entries::identify(&ctx, path.document).await?;
    if identity.stored.id != stored.id || identity.trashed {
        return Err(ApiError::NotFound);
    }
    let scope = locale.map_or(TrashScope::Document, TrashScope::Locale);
    let expected = version.map_or(Expected::Any, Expected::Version);
    let written = trash::trash(&ctx, path.document, &scope, expected).await?;
    Ok(write::gone(&written))
}
