//! Fields that all locales of a document share.

use serde_json::{Map, Value};

use crate::schema::ContentType;

/// Makes the fields of `into` that are not localized those of `from`; both are canonical documents of `schema`.
///
/// In a type that is not localized there are no siblings, and nothing changes.
pub fn copy_shared(schema: &ContentType, from: &Map<String, Value>, into: &mut Map<String, Value>) {
    if !schema.localized {
        return;
    }
    let mut copied = Map::new();
    for field in &schema.fields {
        let source = if field.options.localized { &*into } else { from };
        if let Some(value) = source.get(&field.name) {
            copied.insert(field.name.clone(), value.clone());
        }
    }
    *into = copied;
}
