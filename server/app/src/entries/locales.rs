//! Add a locale: a translation starts as a draft, from what the locales share or from a copy of another one.

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::roles::Permission;
use galley_domain::schema::{ComponentName, Field, FieldKind, Model};
use galley_domain::values::{COMPONENT_KEY, ID_KEY};
use serde_json::{Map, Value};

use super::action::{self, Request, Written};
use super::save::{SaveInput, SaveKind};
use super::{policy, state};
use crate::context::Ctx;
use crate::error::AppError;

/// What a new translation starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartFrom {
    /// Only the fields that all locales share.
    Shared,
    /// All that the draft of this locale says.
    CopyOf(Locale),
}

/// Makes the draft of another locale of a localized document.
pub async fn add_locale(
    ctx: &Ctx,
    document: DocumentId,
    locale: &Locale,
    from: &StartFrom,
) -> Result<Written, AppError> {
    let data = match from {
        StartFrom::Shared => Map::new(),
        StartFrom::CopyOf(source) => copied(ctx, document, source).await?,
    };
    let input = SaveInput { data, ..SaveInput::default() };
    let request = Request::write(document, locale, &input.data);
    action::run(ctx, &request, |working, surroundings| {
        policy::require_visible(&ctx.actor, working.loaded)?;
        policy::require(&ctx.actor, Permission::EditEntries, working.loaded)?;
        if working.loaded.draft(locale).is_some() {
            return Err(AppError::State(format!("the entry already has the locale `{locale}`")));
        }
        working.save(locale, &input, surroundings, SaveKind::Save)
    })
    .await
}

/// The draft of `source` as input for another locale: component instances get ids of their own there.
async fn copied(ctx: &Ctx, document: DocumentId, source: &Locale) -> Result<Map<String, Value>, AppError> {
    let state = state::get(ctx, document, source).await?;
    let model = ctx.model();
    let stored =
        model.content_type(&state.content_type).ok_or_else(|| AppError::not_found("entry", document))?;
    let mut data = state.draft.data;
    forget_instance_ids(&model, &stored.schema.fields, &mut data);
    Ok(data)
}

fn forget_instance_ids(model: &Model, fields: &[Field], data: &mut Map<String, Value>) {
    for field in fields {
        let Some(value) = data.get_mut(&field.name) else { continue };
        let instances = match value {
            Value::Array(items) => items.as_mut_slice(),
            single => std::slice::from_mut(single),
        };
        for instance in instances.iter_mut().filter_map(Value::as_object_mut) {
            let name = match &field.kind {
                FieldKind::Component { component, .. } => Some(component.clone()),
                FieldKind::Blocks { .. } => instance
                    .get(COMPONENT_KEY)
                    .and_then(Value::as_str)
                    .and_then(|name| name.parse::<ComponentName>().ok()),
                _ => None,
            };
            if let Some(component) = name.and_then(|name| model.component(&name)) {
                instance.shift_remove(ID_KEY);
                forget_instance_ids(model, &component.fields, instance);
            }
        }
    }
}
