//! What the site looks like from above: which types have pages, where they are listed, and which of them are terms of
//! which others. Everything that finds its way by more than the type at hand looks at no more of the model than this.

use std::collections::BTreeMap;

use super::archives::body_field;
use crate::schema::{ContentType, ContentTypeKind, FieldKind, TypeName};

/// The public types, with what other pages than theirs may depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteOutline(BTreeMap<TypeName, TypeOutline>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct TypeOutline {
    kind: ContentTypeKind,
    plural: TypeName,
    taxonomy: bool,
    localized: bool,
    route: Option<String>,
    has_body: bool,
    /// The fields that name entries of other types, in order.
    relations: Vec<(String, TypeName)>,
}

impl SiteOutline {
    pub fn of<'a>(types: impl IntoIterator<Item = &'a ContentType>) -> Self {
        let public = types.into_iter().filter(|schema| schema.public);
        Self(public.map(|schema| (schema.singular.clone(), TypeOutline::of(schema))).collect())
    }
}

impl TypeOutline {
    fn of(schema: &ContentType) -> Self {
        let relations = schema.fields.iter().filter(|field| !field.options.private).filter_map(|field| {
            match &field.kind {
                FieldKind::Relation { target, .. } => Some((field.name.clone(), target.clone())),
                _ => None,
            }
        });
        Self {
            kind: schema.kind,
            plural: schema.plural.clone(),
            taxonomy: schema.taxonomy,
            localized: schema.localized,
            route: schema.route.clone(),
            has_body: body_field(schema).is_some(),
            relations: relations.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::sample;

    #[test]
    fn it_changes_with_what_other_pages_depend_on_and_with_nothing_else() {
        let model = sample::model();
        let types: Vec<ContentType> = model.types().map(|stored| stored.schema.clone()).collect();
        let outline = |change: &dyn Fn(&mut ContentType)| {
            let mut types = types.clone();
            types.iter_mut().filter(|schema| schema.singular.as_str() == "post").for_each(change);
            SiteOutline::of(&types)
        };
        let before = outline(&|_| {});
        let post = types.iter().find(|schema| schema.singular.as_str() == "post").unwrap();
        assert!(
            post.public && post.fields.iter().any(|field| matches!(field.kind, FieldKind::Relation { .. }))
        );
        assert_ne!(outline(&|schema| schema.public = false), before);
        assert_ne!(outline(&|schema| schema.route = Some("/elsewhere/{slug}".to_owned())), before);
        assert_ne!(outline(&|schema| schema.taxonomy = true), before);
        assert_ne!(
            outline(&|schema| schema
                .fields
                .retain(|field| !matches!(field.kind, FieldKind::Relation { .. }))),
            before
        );
        assert_eq!(outline(&|schema| schema.description = "Another".to_owned()), before);
        let is_plain = |kind: &FieldKind| !matches!(kind, FieldKind::Relation { .. } | FieldKind::Markdown);
        assert_eq!(outline(&|schema| schema.fields.retain(|field| !is_plain(&field.kind))), before);
    }
}
