//! Names that a schema may not give, and how Strapi spells the names of types.

use crate::schema::TypeName;

/// Attributes that every entry has or that the content API uses itself.
pub const RESERVED_NAMES: [&str; 10] = [
    "id",
    "documentId",
    "createdAt",
    "updatedAt",
    "publishedAt",
    "createdBy",
    "updatedBy",
    "locale",
    "localizations",
    "status",
];

/// Names below `/api` that are not content types.
pub const RESERVED_PLURALS: [&str; 7] =
    ["upload", "auth", "users", "docs", "live", "graphql", "openapi.json"];

const LONGEST_NAME: usize = 64;

/// What is wrong with the name of an attribute.
pub(super) fn problem_of_name(name: &str) -> Option<String> {
    let shaped = name.len() <= LONGEST_NAME
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !shaped {
        Some("an attribute is named by a letter, then letters, digits and `_`, at most 64".to_owned())
    } else if RESERVED_NAMES.contains(&name) {
        Some(format!("the name `{name}` is reserved"))
    } else {
        None
    }
}

/// Reads `api::post.post` or `post`.
pub(super) fn read_target(text: &str) -> Option<TypeName> {
    match text.strip_prefix("api::") {
        Some(qualified) => {
            let (api, name) = qualified.split_once('.')?;
            (api == name).then(|| name.parse().ok()).flatten()
        }
        None => text.parse().ok(),
    }
}

pub(super) fn write_target(target: &TypeName) -> String {
    format!("api::{target}.{target}")
}
