//! Values and paths that somebody else has, as field errors that name the holder.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::ids::{DocumentId, EntryId};
use galley_domain::locales::Stage;
use galley_domain::values::Derived;
use galley_store::routes::{Route, RouteTarget};
use galley_store::unique_values::{HeldValue, UniqueKey};

use super::changes::{Changes, RowDerived, RowWrite};
use super::run::CommitError;

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

/// The refusal of a path that another entry has.
pub(super) fn of_path(field: FieldPath, document: DocumentId, holder: &Route) -> CommitError {
    let who = match &holder.target {
        RouteTarget::Entry { document, .. } | RouteTarget::RedirectToEntry { document, .. } => {
            format!("entry `{document}`")
        }
        RouteTarget::RedirectToPath { path } => format!("a redirect to `{path}`"),
    };
    let message = format!("gives the address `{}`, which {who} has", holder.path);
    let errors = FieldErrors::one(field, FieldErrorCode::RouteTaken, message);
    CommitError::Refused { document, errors }
}
