//! Content types, components and their fields: what the model says, in memory.
//!
//! `content_type` and `field` are the typed model; `file` reads and writes Strapi's `schema.json` shape; `model`
//! holds a whole model and `validate` cross-checks it; `paths` names leaves; `change` is the list of typed operations
//! between two versions and what they mean for stored rows; `starter` holds the models that Galley brings. Nothing here knows where a schema is stored.

mod content_type;
mod field;
mod model;
mod path_overlap;
mod paths;

#[cfg(test)]
pub(crate) mod testing;

pub mod change;
pub mod file;
pub mod starter;
pub mod validate;

pub use content_type::{Component, ContentType, ContentTypeKind};
pub use field::{Cardinality, ComponentName, Field, FieldKind, FieldOptions, TypeName};
pub use model::{Model, ModelError, StoredType};
pub use path_overlap::PathOverlap;
pub use paths::{FieldPaths, PathChain, PathEntry, PathStepId};
