//! Which types are listed, and which are terms: entries whose page lists the entries that name them.

use crate::roles::Actor;
use crate::schema::{ContentType, Field, FieldKind, Model, StoredType};

/// Where an archive finds its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveOf {
    /// The type of the entries that are listed.
    pub content_type: String,
    /// Their field that names the term.
    pub field: String,
}

/// What the page of an entry of this type lists: entries that name it. None for types that have something to read.
pub fn archive_of(model: &Model, schema: &ContentType) -> Option<ArchiveOf> {
    if !schema.taxonomy && body_field(schema).is_some() {
        return None;
    }
    let mut owners =
        model.types().filter(|stored| is_listed(stored) && stored.schema.singular != schema.singular);
    owners.find_map(|owner| {
        let names_it = |field: &&Field| {
            matches!(&field.kind, FieldKind::Relation { target, .. } if *target == schema.singular)
                && Actor::Anonymous.may_read_field(model, &owner.schema, field)
        };
        let field = owner.schema.fields.iter().find(names_it)?;
        Some(ArchiveOf { content_type: owner.schema.singular.to_string(), field: field.name.clone() })
    })
}

/// Whether entries of the type appear in lists: public, with a body and pages of their own.
pub fn is_listed(stored: &StoredType) -> bool {
    let schema = &stored.schema;
    schema.public && !schema.taxonomy && schema.route.is_some() && body_field(schema).is_some()
}

/// The field that is read as the text of an entry.
pub fn body_field(schema: &ContentType) -> Option<&Field> {
    schema.fields.iter().find(|field| matches!(field.kind, FieldKind::Markdown))
}
