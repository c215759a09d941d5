//! A whole model: every content type and component, cross-checked, with what the database adds to them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::change::SchemaStep;
use super::content_type::{Component, ContentType, ContentTypeKind};
use super::field::{ComponentName, Field, FieldKind, TypeName};
use super::paths::{FieldPaths, PathChain};
use crate::ids::{ContentTypeId, SchemaVersion};

/// A content type as it is stored: with its row id, version, path ids and the steps that led to its version.
#[derive(Debug, Clone)]
pub struct StoredType {
    pub id: ContentTypeId,
    pub version: SchemaVersion,
    pub schema: ContentType,
    pub paths: FieldPaths,
    /// Oldest first; what [`crate::values::upcast`] replays.
    pub steps: Vec<SchemaStep>,
}

/// Why a set of types and components is not a model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// A file says what cannot be; `at` are the keys on the way there, with dots, empty for the file itself.
    #[error("{file}{}{at}: {problem}", if at.is_empty() { "" } else { " " })]
    InFile { file: String, at: String, problem: String },
    /// The parts do not fit together; the place is a type, a component or an attribute of one, as `post.title`.
    #[error("{place}: {problem}")]
    InModel { place: String, problem: String },
}

/// Everything there is to know about the model; immutable, shared, replaced as a whole when it changes.
#[derive(Debug, Clone, Default)]
pub struct Model {
    types: BTreeMap<TypeName, Arc<StoredType>>,
    components: BTreeMap<ComponentName, Arc<Component>>,
    by_id: HashMap<ContentTypeId, TypeName>,
    by_plural: HashMap<String, TypeName>,
    /// By type, itself and the types that its fields lead to.
    surroundings: HashMap<ContentTypeId, Arc<[ContentTypeId]>>,
    /// The site's locales; the first is the default.
    pub locales: Vec<crate::locales::Locale>,
    /// What else the settings say of paths.
    pub routing: crate::routes::Routing,
}

impl Model {
    pub fn new(
        types: impl IntoIterator<Item = StoredType>,
        components: impl IntoIterator<Item = Component>,
        locales: Vec<crate::locales::Locale>,
    ) -> Self {
        let mut model = Self { locales, ..Self::default() };
        for stored in types {
            let name = stored.schema.singular.clone();
            model.by_id.insert(stored.id, name.clone());
            if stored.schema.kind == ContentTypeKind::Collection {
                model.by_plural.insert(stored.schema.plural.to_string(), name.clone());
            }
            model.types.insert(name, Arc::new(stored));
        }
        for component in components {
            model.components.insert(component.name.clone(), Arc::new(component));
        }
        let surroundings = model.types().map(|stored| (stored.id, model.around(stored)));
        model.surroundings = surroundings.collect();
        model
    }

    /// What decides which fields of a type somebody may read: itself, and the types that its fields lead to.
    pub fn surroundings(&self, id: ContentTypeId) -> &[ContentTypeId] {
        self.surroundings.get(&id).map_or(&[], |ids| ids)
    }

    /// Looks at each component once: this is asked of models that nobody has checked yet, in which components may
    /// hold each other or be in a million places.
    fn around(&self, stored: &StoredType) -> Arc<[ContentTypeId]> {
        let mut ids = vec![stored.id];
        let mut seen: BTreeSet<&ComponentName> = BTreeSet::new();
        let mut lists: Vec<&[Field]> = vec![&stored.schema.fields];
        while let Some(fields) = lists.pop() {
            for field in fields {
                let held = match &field.kind {
                    FieldKind::Relation { target, .. } | FieldKind::InverseRelation { target, .. } => {
                        ids.extend(self.content_type(target).map(|target| target.id));
                        continue;
                    }
                    FieldKind::Component { component, .. } => std::slice::from_ref(component),
                    FieldKind::Blocks { components } => components.as_slice(),
                    _ => continue,
                };
                let unseen = held.iter().filter(|name| seen.insert(name));
                let components = unseen.filter_map(|name| self.components.get(name));
                lists.extend(components.map(|component| component.fields.as_slice()));
            }
        }
        ids.sort_unstable();
        ids.dedup();
        ids.into()
    }

    pub fn types(&self) -> impl Iterator<Item = &Arc<StoredType>> {
        self.types.values()
    }

    pub fn components(&self) -> impl Iterator<Item = &Arc<Component>> {
        self.components.values()
    }

    pub fn content_type(&self, name: &TypeName) -> Option<&Arc<StoredType>> {
        self.types.get(name)
    }

    pub fn by_name(&self, singular: &str) -> Option<&Arc<StoredType>> {
        singular.parse().ok().and_then(|name: TypeName| self.types.get(&name))
    }

    pub fn by_id(&self, id: ContentTypeId) -> Option<&Arc<StoredType>> {
        self.by_id.get(&id).and_then(|name| self.types.get(name))
    }

    /// The collection that answers at `/api/{plural}`.
    pub fn collection(&self, plural: &str) -> Option<&Arc<StoredType>> {
        self.by_plural.get(plural).and_then(|name| self.types.get(name))
    }

    /// The single that answers at `/api/{singular}`.
    pub fn single(&self, singular: &str) -> Option<&Arc<StoredType>> {
        self.by_name(singular).filter(|stored| stored.schema.kind == ContentTypeKind::Single)
    }

    pub fn component(&self, name: &ComponentName) -> Option<&Arc<Component>> {
        self.components.get(name)
    }

    pub fn default_locale(&self) -> crate::locales::Locale {
        self.locales.first().cloned().unwrap_or_default()
    }

    /// Where the site looks for something in `locale`, in this order: there, among what has no locale, and in the
    /// locales that stand in for it. The empty locale means the default one.
    pub fn reading_order(&self, locale: &crate::locales::Locale) -> Vec<crate::locales::Locale> {
        let here = if locale.is_none() { self.default_locale() } else { locale.clone() };
        let others = self.routing.fallbacks.of(&here).to_vec();
        [here, crate::locales::Locale::none()].into_iter().chain(others).collect()
    }

    /// Visits every field at every depth with its chain; a component that contains itself is not a model, so
    /// this ends.
    pub fn walk<'a>(&'a self, schema: &'a ContentType, visit: &mut dyn FnMut(&PathChain, &'a Field)) {
        self.walk_fields(&schema.fields, &PathChain::default(), visit);
    }

    fn walk_fields<'a>(
        &'a self,
        fields: &'a [Field],
        parent: &PathChain,
        visit: &mut dyn FnMut(&PathChain, &'a Field),
    ) {
        for field in fields {
            let chain = parent.then(field.id);
            visit(&chain, field);
            // Only these two kinds hold further fields.
            if let FieldKind::Component { component, .. } = &field.kind {
                if let Some(component) = self.components.get(component) {
                    self.walk_fields(&component.fields, &chain, visit);
                }
            } else if let FieldKind::Blocks { components } = &field.kind {
                for component in components.iter().filter_map(|name| self.components.get(name)) {
                    self.walk_fields(&component.fields, &chain.into_block(&component.name), visit);
                }
            }
        }
    }
}
