//! What an event says of a changed model.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::ContentTypeId;

/// The detail of `model.changed` and of `entries.rewritten`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedModel {
    /// The names of the types that came or have a new version.
    pub types: Vec<String>,
    /// Their numbers, in the same order.
    pub ids: Vec<ContentTypeId>,
    /// Whether the site looks different from above: see [`crate::routes::SiteOutline`].
    pub outline: bool,
}

impl ChangedModel {
    pub fn detail(&self) -> Value {
        serde_json::json!(self)
    }

    /// None when it does not say enough, as of a version that knew less: then anything may have changed.
    pub fn of_detail(detail: &Value) -> Option<Self> {
        Self::deserialize(detail).ok()
    }
}
