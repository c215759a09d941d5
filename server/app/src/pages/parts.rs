//! Which fields of a content type play which part on a page. Read from names and kinds, so that themes work with
//! any model; what the public role may not read plays no part.

use galley_domain::roles::Actor;
use galley_domain::routes::RoutePattern;
use galley_domain::schema::{ContentType, Field, FieldKind, Model, StoredType};

/// The parts of an entry's page, by field name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Parts {
    pub(super) title: Option<String>,
    pub(super) slug: Option<String>,
    pub(super) excerpt: Option<String>,
    pub(super) body: Option<String>,
    pub(super) cover: Option<String>,
    pub(super) featured: Option<String>,
    pub(super) authors: Option<String>,
    pub(super) tags: Option<String>,
    pub(super) categories: Option<String>,
    pub(super) seo: Option<String>,
}

impl Parts {
    pub(super) fn of(model: &Model, schema: &ContentType) -> Self {
        let readable = |field: &&Field| Actor::Anonymous.may_read_field(model, schema, field);
        let named = |names: &[&str], fits: fn(&FieldKind) -> bool| {
            let found = names.iter().find_map(|name| schema.field(name).filter(|field| fits(&field.kind)));
            found.filter(readable).map(|field| field.name.clone())
        };
        let is_text = |kind: &FieldKind| matches!(kind, FieldKind::Text | FieldKind::LongText);
        let is_relation = |kind: &FieldKind| matches!(kind, FieldKind::Relation { .. });
        Self {
            title: schema.title_field().filter(readable).map(|field| field.name.clone()),
            slug: schema.slug_field().filter(readable).map(|field| field.name.clone()),
            excerpt: named(&["excerpt", "summary", "description", "bio"], is_text),
            body: body_field(schema).filter(readable).map(|field| field.name.clone()),
            cover: named(&["cover", "image", "avatar", "picture"], |kind| {
                matches!(kind, FieldKind::Media { .. })
            }),
            featured: named(&["featured"], |kind| matches!(kind, FieldKind::Boolean)),
            authors: named(&["authors", "author"], is_relation),
            tags: named(&["tags"], is_relation),
            categories: named(&["categories", "category"], is_relation),
            seo: named(&["seo"], |kind| matches!(kind, FieldKind::Component { .. })),
        }
    }
}

fn body_field(schema: &ContentType) -> Option<&Field> {
    schema.fields.iter().find(|field| matches!(field.kind, FieldKind::Markdown))
}

/// Where an archive finds its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ArchiveOf {
    /// The type of the entries that are listed.
    pub(super) content_type: String,
    /// Their field that names the term.
    pub(super) field: String,
}

/// What the page of an entry of this type lists: entries that name it. None for types that have something to read.
pub(super) fn archive_of(model: &Model, schema: &ContentType) -> Option<ArchiveOf> {
    if !schema.taxonomy && body_field(schema).is_some() {
        return None;
    }
    let mut owners =
        model.types().filter(|stored| has_list(stored) && stored.schema.singular != schema.singular);
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
fn has_list(stored: &StoredType) -> bool {
    let schema = &stored.schema;
    schema.public && !schema.taxonomy && schema.route.is_some() && body_field(schema).is_some()
}

/// The path of the list of a type: the fixed segments before the changing ones, as `/blog` of `/blog/{slug}`.
pub(super) fn list_path(schema: &ContentType) -> Option<String> {
    let route = schema.route.as_deref()?;
    RoutePattern::parse(route).ok()?;
    let (fixed, _) = route.split_once("/{")?;
    (!fixed.is_empty()).then(|| fixed.to_owned())
}

/// The type whose list is at this path.
pub(super) fn listed_at<'a>(model: &'a Model, path: &str) -> Option<&'a StoredType> {
    let listed = |stored: &&std::sync::Arc<StoredType>| {
        has_list(stored) && list_path(&stored.schema).as_deref() == Some(path)
    };
    model.types().find(listed).map(AsRef::as_ref)
}

/// The type that the front page lists: `post`, else the first that has a list.
pub(super) fn front_type(model: &Model) -> Option<&StoredType> {
    let post = model.by_name("post").filter(|stored| has_list(stored));
    let listed = || model.types().find(|stored| has_list(stored) && list_path(&stored.schema).is_some());
    post.or_else(listed).map(AsRef::as_ref)
}
