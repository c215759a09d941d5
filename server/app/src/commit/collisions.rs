//! Values and paths that somebody else has, as field errors that name the holder.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::ids::{DocumentId, EntryId};
use galley_domain::locales::{Locale, Stage};
use galley_domain::roles::Permission;
use galley_domain::values::Derived;
use galley_store::routes::{Route, RouteTarget};
use galley_store::unique_values::{HeldValue, UniqueKey};
use galley_store::{StoreError, Transaction, UnitOfWork, entries};
use serde_json::{Map, Value};

use super::changes::{Changes, RowDerived, RowWrite};
use super::paths::Wanted;
use super::run::CommitError;
use crate::context::Ctx;

/// The unique values of a published row.
pub(super) fn held(change: &Changes, row: &RowWrite, entry: EntryId, derived: &Derived) -> Vec<HeldValue> {
    if row.key.stage != Stage::Published {
        return Vec::new();
    }
    let value = |unique: &galley_domain::values::UniqueValue| HeldValue {
        key: UniqueKey { path: unique.path, locale: row.key.locale.clone(), hash: unique.hash },
        entry,
        document: change.document,
    };
    derived.uniques.iter().map(value).collect()
}

/// The refusal of a value that `holder` has.
pub(super) fn of_value(changes: &[Changes], held: &[HeldValue], holder: &HeldValue) -> CommitError {
    let wanted = held.iter().find(|value| value.key == holder.key && value.entry != holder.entry);
    let document = wanted.map_or(holder.document, |value| value.document);
    let path = field_of(changes, document, &holder.key).unwrap_or_default();
    let message = format!("is already used by entry `{}`", holder.document);
    let errors = FieldErrors::one(path, FieldErrorCode::NotUnique, message);
    CommitError::Refused { document, errors }
}

fn field_of(changes: &[Changes], document: DocumentId, key: &UniqueKey) -> Option<FieldPath> {
    let change = changes.iter().find(|change| change.document == document)?;
    change.rows.iter().find_map(|row| match &row.derived {
        RowDerived::Replace(derived) => {
            let unique =
                derived.uniques.iter().find(|unique| unique.path == key.path && unique.hash == key.hash);
            unique.map(|unique| unique.field.clone())
        }
        RowDerived::Unchanged | RowDerived::Trashed => None,
    })
}

/// The refusal of a path that something else has.
pub(super) async fn of_path(
    ctx: &Ctx,
    unit: &UnitOfWork,
    refused: &Wanted,
    holder: &Route,
) -> Result<CommitError, StoreError> {
    let who = match &holder.target {
        RouteTarget::Entry { document, .. } | RouteTarget::RedirectToEntry { document, .. } => {
            named(ctx, unit, *document, &holder.locale).await?
        }
        RouteTarget::Redirect { .. } => "a redirect".to_owned(),
    };
    let Wanted { route, cause } = refused;
    let whose = match route.target.document() {
        Some(document) if document != *cause => format!(" to `{document}` below it"),
        Some(_) | None => String::new(),
    };
    let model = ctx.model();
    let stored = match &route.target {
        RouteTarget::Entry { content_type, .. } | RouteTarget::RedirectToEntry { content_type, .. } => {
            model.by_id(*content_type)
        }
        RouteTarget::Redirect { .. } => None,
    };
    let slug = stored.and_then(|stored| stored.schema.slug_field());
    let field = slug.map_or_else(FieldPath::top, |field| FieldPath::of(&field.name));
    let message = format!("gives the address `{}`{whose}, which {who} has", holder.path);
    let errors = FieldErrors::one(field, FieldErrorCode::RouteTaken, message);
    Ok(CommitError::Refused { document: *cause, errors })
}

/// The entry that has a path, by its id, and by its title for whoever may read it.
pub(crate) async fn named(
    ctx: &Ctx,
    transaction: &impl Transaction,
    document: DocumentId,
    locale: &Locale,
) -> Result<String, StoreError> {
    let model = ctx.model();
    let rows = entries::by_documents(transaction, &[document]).await?;
    let row = rows.iter().find(|row| row.stage == Stage::Published && row.locale == *locale);
    let title = row.and_then(|row| {
        let stored = model.by_id(row.content_type)?;
        let field = stored.schema.title_field()?;
        let may_read = ctx.actor.may_in(Permission::ReadPublished, &stored.schema)
            && ctx.actor.may_read_field(&model, &stored.schema, field);
        let data: Map<String, Value> = serde_json::from_str(&row.data).ok().filter(|_| may_read)?;
        data.get(&field.name)?.as_str().map(str::to_owned)
    });
    Ok(match title {
        Some(title) => format!("“{title}” (entry `{document}`)"),
        None => format!("entry `{document}`"),
    })
}
