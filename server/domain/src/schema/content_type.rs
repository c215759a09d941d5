//! Content types and components: named, ordered lists of fields.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::field::{ComponentName, Field, FieldKind, TypeName};

/// Many entries, or exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContentTypeKind {
    Collection,
    Single,
}

/// A model of entries.
#[derive(Debug, Clone, PartialEq)]
pub struct ContentType {
    pub kind: ContentTypeKind,
    pub singular: TypeName,
    /// The name in `/api/{plural}`; singles answer at `/api/{singular}`.
    pub plural: TypeName,
    pub display_name: String,
    pub description: String,
    /// Readable by the role `public`.
    pub public: bool,
    pub taxonomy: bool,
    pub localized: bool,
    /// The pattern of the entry's public path, such as `/blog/{slug}`; none: the type has no pages.
    pub route: Option<String>,
    pub fields: Vec<Field>,
    /// Keys of the file that Galley does not interpret, kept for `model pull`.
    pub extra: Map<String, Value>,
}

impl ContentType {
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field that gives the entry's slug: the first of kind slug.
    pub fn slug_field(&self) -> Option<&Field> {
        self.fields.iter().find(|field| matches!(field.kind, FieldKind::Slug { .. }))
    }

    /// The field that names an entry to people: `title`, `name`, else the first text field.
    pub fn title_field(&self) -> Option<&Field> {
        let is_text = |field: &&Field| matches!(field.kind, FieldKind::Text);
        ["title", "name"]
            .iter()
            .find_map(|name| self.field(name).filter(is_text))
            .or_else(|| self.fields.iter().find(is_text))
    }
}

/// A reusable group of fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    pub name: ComponentName,
    pub display_name: String,
    pub fields: Vec<Field>,
    pub extra: Map<String, Value>,
}

impl Component {
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
