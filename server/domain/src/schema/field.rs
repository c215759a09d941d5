//! One field of a content type or component: its kind and options.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{FieldId, IdError};

macro_rules! name_type {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $allowed:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let allowed: fn(&str) -> bool = $allowed;
                if text.len() <= 64 && allowed(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(IdError { kind: $kind, text: text.chars().take(80).collect() })
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    };
}

fn is_kebab(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_')
}

name_type! {
    /// The singular name of a content type: `post`. Lower-case letters, digits, `-` and `_`, at most 64.
    TypeName, "content type name", is_kebab
}

name_type! {
    /// The name of a component as blocks spell it: `shared.quote`, a category and a name.
    ComponentName, "component name", |text| {
        text.split_once('.').is_some_and(|(category, name)| is_kebab(category) && is_kebab(name))
    }
}

/// One or many, of a relation, a media field, an enumeration or a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cardinality {
    One,
    Many,
}

/// What a field holds, with the options that only this kind has.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldKind {
    /// One line; `max` is 255 unless given.
    Text,
    /// Several lines of plain text; not in `field_values`.
    LongText,
    /// CommonMark; not in `field_values`; its references are links.
    Markdown,
    /// Whole number within ±2^53.
    Integer,
    /// A number of at most 15 significant digits.
    Decimal,
    Boolean,
    /// `YYYY-MM-DD`.
    Date,
    /// An instant, `YYYY-MM-DDTHH:MM:SS.mmmZ`.
    DateTime,
    Enumeration {
        values: Vec<String>,
        cardinality: Cardinality,
    },
    /// The last segment of the entry's path, unique among published entries of its type and locale.
    Slug {
        from: Option<String>,
    },
    Email,
    /// An absolute `http`, `https`, `mailto` or `tel` URL, or a path that starts with `/`; `max` is 2,048.
    Url,
    /// Any JSON value; not in `field_values`.
    Json,
    Media {
        cardinality: Cardinality,
        allowed: Vec<String>,
    },
    Relation {
        target: TypeName,
        cardinality: Cardinality,
        /// The field of the target that shows this relation from the other side (`inversedBy`).
        inverse: Option<String>,
    },
    /// The read-only side of a two-way relation: a view over the links that field `mapped_by` of `target` owns.
    InverseRelation {
        target: TypeName,
        cardinality: Cardinality,
        mapped_by: String,
    },
    Component {
        component: ComponentName,
        cardinality: Cardinality,
    },
    /// An ordered list of instances of the named components (a dynamic zone).
    Blocks {
        components: Vec<ComponentName>,
    },
}

impl FieldKind {
    /// Whether a bare GET shows the field: everything except components, blocks, media and relations.
    pub const fn is_scalar(&self) -> bool {
        !matches!(
            self,
            Self::Media { .. }
                | Self::Relation { .. }
                | Self::InverseRelation { .. }
                | Self::Component { .. }
                | Self::Blocks { .. }
        )
    }

    /// Whether values are lists, whose items `min` and `max` count.
    pub const fn is_list(&self) -> bool {
        matches!(
            self,
            Self::Enumeration { cardinality: Cardinality::Many, .. }
                | Self::Media { cardinality: Cardinality::Many, .. }
                | Self::Relation { cardinality: Cardinality::Many, .. }
                | Self::Component { cardinality: Cardinality::Many, .. }
                | Self::Blocks { .. }
        )
    }

    /// Whether values hold fields of their own: components and blocks.
    pub const fn has_fields(&self) -> bool {
        matches!(self, Self::Component { .. } | Self::Blocks { .. })
    }

    /// The length that applies to a string when the field gives none.
    pub const fn default_max_length(&self) -> Option<u32> {
        match self {
            Self::Text | Self::Slug { .. } | Self::Email | Self::Enumeration { .. } => Some(255),
            Self::Url => Some(2_048),
            Self::LongText
            | Self::Markdown
            | Self::Integer
            | Self::Decimal
            | Self::Boolean
            | Self::Date
            | Self::DateTime
            | Self::Json
            | Self::Media { .. }
            | Self::Relation { .. }
            | Self::InverseRelation { .. }
            | Self::Component { .. }
            | Self::Blocks { .. } => None,
        }
    }
}

/// Options that any kind may carry; which ones make sense is checked when a schema is read.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one option of the file, independent of the others"
)]
pub struct FieldOptions {
    pub required: bool,
    pub unique: bool,
    pub default: Option<Value>,
    /// Smallest number, or fewest items of a list.
    pub min: Option<f64>,
    /// Largest number, or most items of a list.
    pub max: Option<f64>,
    pub min_length: Option<u32>,
    pub max_length: Option<u32>,
    /// A regular expression that the whole text must match.
    pub pattern: Option<String>,
    /// Never shown by the content API or on the site.
    pub private: bool,
    pub localized: bool,
    /// `Some(false)` keeps the field out of `field_values`.
    pub indexed: Option<bool>,
    pub searchable: Option<bool>,
    /// Keys of the file that Galley does not interpret, kept for `model pull`.
    pub extra: serde_json::Map<String, Value>,
}

/// One field.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub id: FieldId,
    pub name: String,
    pub kind: FieldKind,
    pub options: FieldOptions,
}

impl Field {
    /// Longest text in characters, when there is a limit.
    pub fn max_length(&self) -> Option<u32> {
        self.options.max_length.or(self.kind.default_max_length())
    }

    /// Whether values of this field are rows of `field_values` (`core.md` section 2).
    pub fn is_indexed(&self) -> bool {
        if self.options.indexed == Some(false) {
            return false;
        }
        match self.kind {
            FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Boolean
            | FieldKind::Date
            | FieldKind::DateTime
            | FieldKind::Enumeration { .. } => true,
            FieldKind::Text | FieldKind::Slug { .. } | FieldKind::Email | FieldKind::Url => {
                self.max_length().is_some_and(|max| max <= 255)
            }
            FieldKind::LongText
            | FieldKind::Markdown
            | FieldKind::Json
            | FieldKind::Media { .. }
            | FieldKind::Relation { .. }
            | FieldKind::InverseRelation { .. }
            | FieldKind::Component { .. }
            | FieldKind::Blocks { .. } => false,
        }
    }

    /// Whether the stored document is where this field lives: an inverse relation is a view.
    pub const fn is_stored(&self) -> bool {
        !matches!(self.kind, FieldKind::InverseRelation { .. })
    }
}
