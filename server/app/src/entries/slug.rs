//! Slugs that nobody typed: made from the source field, with a number when the plain one is taken.

use std::collections::HashSet;

use galley_domain::schema::{ContentType, FieldKind};
use galley_domain::text::slugify;
use serde_json::{Map, Value};

/// Slugs of other documents of the same type and locale that start like the one wanted.
pub(super) type TakenSlugs = HashSet<String>;

/// The slug that `data` asks for without having it: the field's name and the plain slug of its source.
pub(super) fn wanted(schema: &ContentType, data: &Map<String, Value>) -> Option<(String, String)> {
    let field = schema.slug_field()?;
    let FieldKind::Slug { from: Some(source) } = &field.kind else { return None };
    if data.get(&field.name).is_some_and(|value| !value.is_null()) {
        return None;
    }
    let plain = slugify(data.get(source)?.as_str()?);
    (!plain.is_empty()).then(|| (field.name.clone(), plain))
}

/// `plain`, or `plain-2`, `plain-3`, … when others have it.
pub(super) fn free(plain: &str, taken: &TakenSlugs) -> String {
    if !taken.contains(plain) {
        return plain.to_owned();
    }
    // One more candidate than there are taken ones: one of them is free.
    (2..=taken.len() + 2)
        .map(|number| format!("{plain}-{number}"))
        .find(|candidate| !taken.contains(candidate))
        .unwrap_or_else(|| plain.to_owned())
}

/// Puts the slug into the document at its place in model order.
pub(super) fn insert(schema: &ContentType, data: &mut Map<String, Value>, field: &str, slug: String) {
    data.insert(field.to_owned(), Value::String(slug));
    let mut unordered = std::mem::take(data);
    for field in &schema.fields {
        if let Some((name, value)) = unordered.remove_entry(&field.name) {
            data.insert(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_slug_gets_the_next_free_number() {
        let taken = ["a", "a-2", "b"].map(str::to_owned).into();
        for (plain, slug) in [("a", "a-3"), ("b", "b-2"), ("c", "c")] {
            assert_eq!(free(plain, &taken), slug);
        }
    }
}
