//! What an input names, so that the caller can look it up before [`super::normalise`].
//!
//! It reads leniently: what has the wrong form names nothing, and `normalise` says what is wrong with it.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::documents::{component_of, items};
use super::kinds::{document_of, media_references, relation_references};
use crate::ids::{AssetId, DocumentId};
use crate::schema::{ContentType, Field, FieldKind, Model};

/// The documents and assets to look up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct References {
    pub documents: BTreeSet<DocumentId>,
    pub asset_numbers: BTreeSet<AssetId>,
    pub asset_documents: BTreeSet<DocumentId>,
}

/// Everything that `input` names in fields of `schema`, at every depth.
pub fn referenced(model: &Model, schema: &ContentType, input: &Map<String, Value>) -> References {
    let mut found = References::default();
    collect(model, &schema.fields, input, &mut found);
    found
}

fn collect(model: &Model, fields: &[Field], input: &Map<String, Value>, found: &mut References) {
    for field in fields {
        let Some(value) = input.get(&field.name) else { continue };
        match &field.kind {
            FieldKind::Relation { .. } => {
                found.documents.extend(relation_references(value).into_iter().filter_map(document_of));
            }
            FieldKind::Media { .. } => {
                let (documents, numbers) = media_references(value);
                found.asset_documents.extend(documents);
                found.asset_numbers.extend(numbers);
            }
            FieldKind::Component { .. } | FieldKind::Blocks { .. } => {
                for instance in items(value).iter().filter_map(Value::as_object) {
                    if let Some(component) =
                        component_of(&field.kind, instance).and_then(|name| model.component(name))
                    {
                        collect(model, &component.fields, instance, found);
                    }
                }
            }
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Markdown
            | FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Boolean
            | FieldKind::Date
            | FieldKind::DateTime
            | FieldKind::Enumeration { .. }
            | FieldKind::Slug { .. }
            | FieldKind::Email
            | FieldKind::Url
            | FieldKind::Json
            | FieldKind::InverseRelation { .. } => {}
        }
    }
}
