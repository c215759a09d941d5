//! What happened to a schema between two versions, as typed operations that can be replayed over old rows.

use serde::{Deserialize, Serialize};

use crate::ids::{FieldId, SchemaVersion};
use crate::schema::field::ComponentName;

/// Where an operation applies: the type itself or every instance of a component inside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Type,
    Component(ComponentName),
}

/// One typed operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum SchemaOperation {
    /// A field came; `default` is what old rows get.
    Add {
        place: Place,
        field: FieldId,
        name: String,
        default: Option<serde_json::Value>,
    },
    Rename {
        place: Place,
        field: FieldId,
        from: String,
        to: String,
    },
    /// The kind changed; values that do not fit the new kind become null.
    Retype {
        place: Place,
        field: FieldId,
        name: String,
    },
    Remove {
        place: Place,
        field: FieldId,
        name: String,
    },
    /// Options changed in a way that alters derived rows or what is served (private, indexed, unique, …).
    Options {
        place: Place,
        field: FieldId,
        name: String,
    },
    /// Something about the whole type changed that alters derived rows or what is served (route, order of fields).
    Type,
}

/// The operations that led to `version`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SchemaStep {
    pub version: SchemaVersion,
    pub operations: Vec<SchemaOperation>,
}
