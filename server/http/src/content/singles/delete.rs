//! `DELETE /api/{singular}`

use axum::response::Response;
use galley_app::entries::trash::{self, TrashScope};
use galley_app::entries::{self, Expected};
use galley_domain::roles::Permission;
use http::StatusCode;

use crate::content::target::{self, NamePath};
use crate::content::write::{self, ContentWrite};
use crate::errors::ApiError;
use crate::extract::{IfMatch, Path, RawQuery};

/// Moves the entry of the single to the trash: all locales, or the one that `locale` names.
pub(in crate::content) async fn delete_single(
    write: ContentWrite,
    Path(path): Path<NamePath>,
    RawQuery(query): RawQuery,
    IfMatch(version): IfMatch,
) -> Result<Response, ApiError> {
    let stored = target::single(write.ctx(), &path.name)?;
    write.ctx().require(Permission::DeleteEntries)?;
    if let Some(answered) = write.answered() {
        return Ok(write::replay(answered));
    }
    let locale = target::deleted_locale(write.ctx(), &stored, &query)?;
    let ctx = write.answering(StatusCode::NO_CONTENT);
    let document = entries::document_of_single(&ctx, &stored).await?.ok_or(ApiError::NotFound)?;
    let scope = locale.map_or(TrashScope::Document, TrashScope::Locale);
    let expected = version.map_or(Expected::Any, Expected::Version);
    let written = trash::trash(&ctx, document, &scope, expected).await?;
    Ok(write::gone(&written))
}
