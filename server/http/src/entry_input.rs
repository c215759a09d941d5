//! What a writer of an entry sent, as both APIs hand it to an action.
//!
//! A name that the writer may not read is refused as an unknown one is. Values are the domain's business.

use galley_app::Ctx;
use galley_app::entries::save::SaveInput;
use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::patch::Patch;
use galley_domain::roles::Permission;
use galley_domain::schema::ContentType;
use galley_domain::text::instant;
use galley_domain::values;
use serde_json::{Map, Value};

/// The time that readers see, under the name that the API gives it.
pub(crate) struct PublishedAt {
    pub(crate) name: &'static str,
    pub(crate) value: Patch<Value>,
}

pub(crate) fn save_input(
    ctx: &Ctx,
    content_type: &ContentType,
    data: Map<String, Value>,
    published_at: PublishedAt,
) -> Result<SaveInput, FieldErrors> {
    let mut errors = FieldErrors::default();
    if let Err(found) = values::refuse_unreadable(&ctx.model(), &ctx.actor, content_type, &data) {
        errors.extend(found);
    }
    let path = FieldPath::of(published_at.name);
    let published_at = match published_at.value {
        Patch::Absent => Patch::Absent,
        _ if !ctx.actor.may_in(Permission::PublishEntries, content_type) => {
            errors.add(path, FieldErrorCode::ReadOnly, "may be set by those who may publish");
            Patch::Absent
        }
        Patch::Null => Patch::Null,
        Patch::Value(value) => {
            let time = value.as_str().and_then(instant::parse).map(instant::to_milliseconds);
            if time.is_none() {
                errors.add(path, FieldErrorCode::NotADate, "must be a time such as 2026-11-20T09:30:00.000Z");
            }
            time.map_or(Patch::Absent, Patch::Value)
        }
    };
    errors.or(SaveInput { data, published_at, created_at: None })
}
