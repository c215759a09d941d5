//! What an event says of paths that lead elsewhere than before.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::DocumentId;

/// The detail of `routes.changed`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RoutesChange {
    /// Decoded. Something else is there now, or nothing, or for the first time something.
    pub paths: Vec<String>,
    /// Their pages, or what leads to those, may be at another path.
    pub documents: Vec<DocumentId>,
    /// Too many to list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wide: bool,
}

impl RoutesChange {
    /// Bytes above which nothing is listed.
    pub const LIMIT: usize = 64 * 1024;

    /// The same without its lists when they would not fit.
    #[must_use]
    pub fn bounded(self) -> Self {
        let size: usize = self.paths.iter().map(|path| path.len() + 4).sum();
        if size + self.documents.len() * 30 <= Self::LIMIT {
            return self;
        }
        Self { wide: true, ..Self::default() }
    }

    pub fn detail(&self) -> Value {
        serde_json::json!(self)
    }

    /// What cannot be read may say anything.
    pub fn of_detail(detail: &Value) -> Self {
        Self::deserialize(detail).unwrap_or_else(|_unreadable| Self { wide: true, ..Self::default() })
    }
}
