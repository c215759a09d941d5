//! The rows beside an entry that make it findable: field values, links and unique values.

use serde_json::{Map, Value};
use std::collections::HashSet;

use super::documents::{component_of, instance_id, items};
use super::kinds::{document_of, hash_text, leaf};
use crate::errors::FieldPath;
use crate::ids::{DocumentId, InstanceId, PathId};
use crate::schema::{Field, FieldKind, Model, PathChain, StoredType};

/// One row of `field_values`: exactly one of text (with its folded form), number and time is there.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldValue {
    pub path: PathId,
    /// The innermost component instance that holds it.
    pub owner: InstanceId,
    /// Place in the field's list, from 0.
    pub position: i32,
    pub text: Option<String>,
    pub folded: Option<String>,
    pub number: Option<f64>,
    /// Microseconds UTC; a date is its midnight.
    pub time: Option<i64>,
}

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    Document(DocumentId),
    Asset(DocumentId),
}

/// One row of `links`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub path: PathId,
    pub owner: InstanceId,
    pub position: i32,
    pub target: LinkTarget,
}

/// One row of `unique_values`, which exists only for published entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueValue {
    pub path: PathId,
    pub hash: [u8; 32],
    /// Where the value is, for the error when another entry has it.
    pub field: FieldPath,
}

/// Everything derived from one document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Derived {
    pub values: Vec<FieldValue>,
    pub links: Vec<Link>,
    pub uniques: Vec<UniqueValue>,
    pub slug: Option<String>,
}

/// Finds the assets and the documents that a piece of Markdown names.
pub type MarkdownReferences<'a> = &'a dyn Fn(&str) -> (Vec<DocumentId>, Vec<DocumentId>);

/// Derives the rows of a canonical document of `stored`'s current version.
pub fn derive(
    stored: &StoredType,
    model: &Model,
    data: &Map<String, Value>,
    markdown_references: MarkdownReferences<'_>,
) -> Derived {
    let mut walk =
        Walk { stored, model, markdown_references, seen: HashSet::new(), derived: Derived::default() };
    walk.fields(&stored.schema.fields, data, &Place::default());
    let slug = stored.schema.slug_field().and_then(|field| data.get(&field.name)).and_then(Value::as_str);
    walk.derived.slug = slug.map(str::to_owned);
    walk.derived
}

/// The hash of a value in `unique_values`.
pub fn unique_hash(value: &Value) -> [u8; 32] {
    hash_text(&value.to_string())
}

/// Where the walk stands.
#[derive(Clone, Default)]
struct Place {
    chain: PathChain,
    field: FieldPath,
    owner: Option<InstanceId>,
}

impl Place {
    fn owner(&self) -> InstanceId {
        self.owner.unwrap_or(InstanceId::TOP)
    }
}

struct Walk<'a> {
    stored: &'a StoredType,
    model: &'a Model,
    markdown_references: MarkdownReferences<'a>,
    seen: HashSet<(PathId, [u8; 32])>,
    derived: Derived,
}

impl Walk<'_> {
    fn fields(&mut self, fields: &[Field], data: &Map<String, Value>, parent: &Place) {
        for field in fields.iter().filter(|field| field.is_stored()) {
            let Some(value) = data.get(&field.name).filter(|value| !value.is_null()) else { continue };
            let place = Place {
                chain: parent.chain.then(field.id),
                field: parent.field.field(&field.name),
                owner: parent.owner,
            };
            if matches!(field.kind, FieldKind::Component { .. } | FieldKind::Blocks { .. }) {
                self.instances(field, value, &place);
            } else if let Some(path) = self.stored.paths.id(&place.chain) {
                // Every leaf of a stored type has a path id: they are given when the model changes.
                self.leaf(field, value, path, &place);
            }
        }
    }

    fn instances(&mut self, field: &Field, value: &Value, place: &Place) {
        for (index, item) in items(value).iter().enumerate() {
            let Some(instance) = item.as_object() else { continue };
            let Some(component) =
                component_of(&field.kind, instance).and_then(|name| self.model.component(name))
            else {
                continue;
            };
            let chain = match field.kind {
                FieldKind::Blocks { .. } => place.chain.into_block(&component.name),
                _ => place.chain.clone(),
            };
            let inside = Place {
                chain,
                field: if value.is_array() { place.field.index(index) } else { place.field.clone() },
                owner: instance_id(instance),
            };
            self.fields(&component.fields, instance, &inside);
        }
    }

    fn leaf(&mut self, field: &Field, value: &Value, path: PathId, place: &Place) {
        if field.is_indexed() {
            for (value, position) in items(value).iter().zip(0..) {
                self.derived.values.extend(leaf(&field.kind, value).map(|leaf| FieldValue {
                    path,
                    owner: place.owner(),
                    position,
                    text: leaf.text,
                    folded: leaf.folded,
                    number: leaf.number,
                    time: leaf.time,
                }));
            }
        }
        let targets: Vec<LinkTarget> = match &field.kind {
            FieldKind::Relation { .. } => {
                items(value).iter().filter_map(document_of).map(LinkTarget::Document).collect()
            }
            FieldKind::Media { .. } => {
                items(value).iter().filter_map(document_of).map(LinkTarget::Asset).collect()
            }
            FieldKind::Markdown => {
                let (assets, documents) = (self.markdown_references)(value.as_str().unwrap_or_default());
                let assets = assets.into_iter().map(LinkTarget::Asset);
                assets.chain(documents.into_iter().map(LinkTarget::Document)).collect()
            }
            _ => Vec::new(),
        };
        let owner = place.owner();
        let links =
            targets.into_iter().zip(0..).map(|(target, position)| Link { path, owner, position, target });
        self.derived.links.extend(links);
        self.unique(field, value, path, place);
    }

    /// A slug is unique where it is part of a path: at the top of its entry.
    fn unique(&mut self, field: &Field, value: &Value, path: PathId, place: &Place) {
        let is_slug = matches!(field.kind, FieldKind::Slug { .. }) && place.owner.is_none();
        let says_nothing = value.as_str().is_some_and(str::is_empty);
        if !(field.options.unique || is_slug) || says_nothing {
            return;
        }
        let hash = unique_hash(value);
        if self.seen.insert((path, hash)) {
            self.derived.uniques.push(UniqueValue { path, hash, field: place.field.clone() });
        }
    }
}
