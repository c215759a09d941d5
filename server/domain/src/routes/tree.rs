//! Types whose entries are a tree: the path of an entry begins with that of the one above it.

use super::pattern::RoutePattern;
use crate::ids::{DocumentId, PathId};
use crate::schema::{PathChain, StoredType};
use crate::values;
use serde_json::{Map, Value};

/// How the entries of a type know what is above them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The relation that names the entry above.
    pub field: String,
    /// As links name the field.
    pub path: PathId,
}

impl Tree {
    /// None for types whose pattern asks for no parent.
    pub fn of(stored: &StoredType) -> Option<Self> {
        let pattern = RoutePattern::parse(stored.schema.route.as_deref()?).ok()?;
        let field = stored.schema.field(pattern.parent_field()?)?;
        let path = stored.paths.id(&PathChain::default().then(field.id))?;
        Some(Self { field: field.name.clone(), path })
    }

    /// The entry above one with this canonical document.
    pub fn above(&self, data: &Map<String, Value>) -> Option<DocumentId> {
        data.get(&self.field).and_then(values::document_of)
    }
}
