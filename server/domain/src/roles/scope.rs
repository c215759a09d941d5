//! What a token is limited to, below what its role may do.

use serde::{Deserialize, Serialize};

use crate::schema::TypeName;

/// A group of rights that a token may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Read what the role may read, drafts excepted.
    Read,
    /// Read drafts and private fields.
    Drafts,
    /// Create, edit and delete entries and assets.
    Write,
    /// Publish and unpublish.
    Publish,
    /// Model, users, tokens, settings, menus, imports.
    Manage,
}

/// Scopes, and the content types they are limited to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenScope {
    pub scopes: Vec<Scope>,
    /// None: every type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub types: Option<Vec<TypeName>>,
}

impl TokenScope {
    /// Everything that the role may do.
    pub fn full() -> Self {
        Self {
            scopes: vec![Scope::Read, Scope::Drafts, Scope::Write, Scope::Publish, Scope::Manage],
            types: None,
        }
    }
}
