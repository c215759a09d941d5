//! Change the words about an asset. Its bytes never change.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::events::EventKind;
use galley_domain::ids::{AssetId, EntryVersion};
use galley_domain::patch::Patch;
use galley_domain::roles::Permission;
use galley_store::assets::AssetRow;
use galley_store::{Priority, assets};
use serde_json::{Map, Value};

use super::asset::Asset;
use crate::context::Ctx;
use crate::error::{AppError, Conflict};
use crate::event_log;
use crate::idempotency::{self, Outcome};

const LONGEST_NAME: usize = 200;
const LONGEST_TEXT: usize = 2_000;

/// What to change; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct AssetPatch {
    pub name: Option<String>,
    pub alternative_text: Patch<String>,
    pub caption: Patch<String>,
}

/// Changes an asset; with `expected` only while it is at that version.
pub async fn update(
    ctx: &Ctx,
    id: AssetId,
    expected: Option<i64>,
    patch: AssetPatch,
) -> Result<Asset, AppError> {
    ctx.require(Permission::UploadAssets)?;
    let patch = checked(patch)?;
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let mut row = assets::lock(&work, id).await?.ok_or_else(|| AppError::not_found("asset", id))?;
    if let Some(expected) = expected.filter(|expected| *expected != row.version) {
        return Err(conflict(&row, expected));
    }
    if let Some(name) = patch.name {
        row.name = name;
    }
    row.alternative_text = patch.alternative_text.applied(row.alternative_text);
    row.caption = patch.caption.applied(row.caption);
    row.version += 1;
    row.updated_at = ctx.now();
    assets::update(&work, &row).await?;
    let asset = Asset::from(row);
    let event = asset.event(EventKind::AssetChanged);
    event_log::append(&work, ctx.actor.reference(), ctx.now(), event).await?;
    idempotency::remember(&work, ctx, Outcome::Asset(&asset)).await?;
    work.commit().await?;
    Ok(asset)
}

/// Trims, and refuses what is too long or could not stand in a URL.
pub(super) fn checked(patch: AssetPatch) -> Result<AssetPatch, FieldErrors> {
    let mut errors = FieldErrors::default();
    let name = patch.name.map(|name| name.trim().to_owned());
    if let Some(name) = &name {
        let path = FieldPath::of("name");
        if name.is_empty() || name == "." || name == ".." {
            errors.add(path, FieldErrorCode::Required, "must not be empty");
        } else if name.chars().count() > LONGEST_NAME {
            errors.add(path, FieldErrorCode::TooLong, format!("must be at most {LONGEST_NAME} characters"));
        } else if name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\')) {
            errors.add(
                path,
                FieldErrorCode::ForbiddenCharacter,
                "must not contain slashes or control characters",
            );
        }
    }
    let mut text = |field: &str, patch: Patch<String>| {
        let Patch::Value(text) = patch else { return patch };
        if text.chars().count() > LONGEST_TEXT {
            let message = format!("must be at most {LONGEST_TEXT} characters");
            errors.add(FieldPath::of(field), FieldErrorCode::TooLong, message);
        } else if text.contains('\0') {
            errors.add(FieldPath::of(field), FieldErrorCode::ForbiddenCharacter, "must not contain U+0000");
        }
        if text.is_empty() { Patch::Null } else { Patch::Value(text) }
    };
    let alternative_text = text("alternative_text", patch.alternative_text);
    let caption = text("caption", patch.caption);
    errors.or(AssetPatch { name, alternative_text, caption })
}

pub(super) fn conflict(found: &AssetRow, expected: i64) -> AppError {
    let text = |value: &Option<String>| value.clone().map_or(Value::Null, Value::from);
    let data: Map<String, Value> = [
        ("name".to_owned(), Value::from(found.name.clone())),
        ("alternative_text".to_owned(), text(&found.alternative_text)),
        ("caption".to_owned(), text(&found.caption)),
    ]
    .into_iter()
    .collect();
    AppError::Conflict(Box::new(Conflict {
        expected: EntryVersion(expected),
        found: EntryVersion(found.version),
        author: None,
        changed_at: found.updated_at,
        data,
    }))
}
