//! Which fields of a content type play which part on a page. Read from names and kinds, so that themes work with
//! any model; what the public role may not read plays no part.

use galley_domain::ids::PathId;
use galley_domain::roles::Actor;
use galley_domain::routes::body_field;
use galley_domain::schema::{ContentType, Field, FieldKind, Model, PathChain, StoredType};

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
    /// Which template shows an entry, as its editor chose.
    pub(super) template: Option<String>,
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
            template: named(&["template"], |kind| {
                matches!(kind, FieldKind::Text | FieldKind::Enumeration { .. })
            }),
            seo: named(&["seo"], |kind| matches!(kind, FieldKind::Component { .. })),
        }
    }
}

/// The flag by which editors keep an entry out of search engines: `noindex` of the component for them.
pub(super) fn noindex_path(model: &Model, stored: &StoredType) -> Option<PathId> {
    let seo = Parts::of(model, &stored.schema).seo?;
    let seo = stored.schema.field(&seo)?;
    let FieldKind::Component { component, .. } = &seo.kind else { return None };
    let flag = model.component(component)?.fields.iter().find(|field| field.name == "noindex")?;
    let is_flag = matches!(flag.kind, FieldKind::Boolean);
    is_flag.then(|| stored.paths.id(&PathChain::default().then(seo.id).then(flag.id))).flatten()
}
