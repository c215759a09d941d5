//! Media: assets named by document id or, as Strapi's clients do, by number.
//!
//! An asset named twice is kept once, at its first place.

use std::collections::HashSet;

use serde_json::Value;

use super::reference::document_of;
use super::{MOST_ITEMS, Problem};
use crate::errors::{FieldErrorCode as Code, FieldErrors, FieldPath};
use crate::ids::{AssetId, DocumentId};
use crate::schema::Cardinality;
use crate::values::Targets;
use crate::values::documents::items;

/// What one media field may name.
pub(in crate::values) struct MediaRule<'a> {
    pub cardinality: Cardinality,
    /// Names of [`crate::values::AssetKind`]; empty allows all.
    pub allowed: &'a [String],
    /// The stored value before this write; what it names may stay even if it is gone since.
    pub current: Option<&'a Value>,
    pub targets: &'a Targets,
}

/// The canonical value; none when there is no asset or something is wrong.
pub(in crate::values) fn read(
    rule: &MediaRule<'_>,
    input: &Value,
    path: &FieldPath,
    errors: &mut FieldErrors,
) -> Option<Value> {
    let current: HashSet<DocumentId> =
        rule.current.map(items).unwrap_or_default().iter().filter_map(document_of).collect();
    match rule.cardinality {
        Cardinality::One => match asset(rule, &current, input) {
            Ok(found) => Some(shown(&found)),
            Err(problem) => {
                errors.add(path.clone(), problem.code, problem.message);
                None
            }
        },
        Cardinality::Many if items(input).len() > MOST_ITEMS => {
            errors.add(path.clone(), Code::TooMany, format!("must be at most {MOST_ITEMS} assets"));
            None
        }
        Cardinality::Many => {
            let mut assets = Vec::new();
            let mut seen = HashSet::new();
            for (index, item) in items(input).iter().enumerate() {
                match asset(rule, &current, item) {
                    Ok(found) if seen.insert(found) => assets.push(shown(&found)),
                    Ok(_) => {}
                    Err(problem) => errors.add(path.index(index), problem.code, problem.message),
                }
            }
            Some(Value::Array(assets))
        }
    }
}

fn shown(asset: &DocumentId) -> Value {
    Value::from(asset.to_string())
}

fn asset(rule: &MediaRule<'_>, current: &HashSet<DocumentId>, item: &Value) -> Result<DocumentId, Problem> {
    let unknown = || Problem::new(Code::UnknownTarget, "must be an asset that exists");
    let found = match (document_of(item), number_of(item)) {
        (Some(document), _) => document,
        (None, Some(number)) => *rule.targets.asset_numbers.get(&number).ok_or_else(unknown)?,
        (None, None) => return Err(Problem::wrong_kind("must be the id of an asset")),
    };
    match rule.targets.assets.get(&found) {
        Some(kind) if rule.allowed.is_empty() || rule.allowed.iter().any(|name| name == kind.as_str()) => {
            Ok(found)
        }
        Some(_) => {
            Err(Problem::new(Code::WrongTarget, format!("must be one of: {}", rule.allowed.join(", "))))
        }
        None if current.contains(&found) => Ok(found),
        None => Err(unknown()),
    }
}

/// A plain number, or `{id}`.
fn number_of(item: &Value) -> Option<AssetId> {
    item.as_i64().or_else(|| item.as_object()?.get("id")?.as_i64()).filter(|number| *number > 0).map(AssetId)
}

/// The documents and numbers that an input names.
pub(in crate::values) fn input_references(input: &Value) -> (Vec<DocumentId>, Vec<AssetId>) {
    let (mut documents, mut numbers) = (Vec::new(), Vec::new());
    for item in items(input) {
        match (document_of(item), number_of(item)) {
            (Some(document), _) => documents.push(document),
            (None, Some(number)) => numbers.push(number),
            (None, None) => {}
        }
    }
    (documents, numbers)
}
