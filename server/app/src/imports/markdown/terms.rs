//! Authors, tags and categories: names in front matter become entries, made once and shared.

use std::collections::{BTreeMap, HashMap};

use galley_domain::ids::DocumentId;
use galley_domain::text::slugify;
use serde_json::{Map, Value};

use super::document::Document;

/// The entries that stand for names, by content type and slug: two spellings of one name are one entry.
#[derive(Debug, Default)]
pub(super) struct Terms {
    known: HashMap<(&'static str, String), DocumentId>,
}

/// A name that has no entry yet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) content_type: &'static str,
    pub(super) slug: String,
    pub(super) name: String,
}

impl Wanted {
    pub(super) fn data(&self) -> Map<String, Value> {
        [("name", &self.name), ("slug", &self.slug)]
            .into_iter()
            .map(|(key, value)| (key.to_owned(), Value::from(value.as_str())))
            .collect()
    }
}

/// What the import remembers a term by.
pub(super) fn key(content_type: &str, slug: &str) -> String {
    format!("{content_type}:{slug}")
}

impl Terms {
    pub(super) fn add(&mut self, content_type: &'static str, slug: &str, document: DocumentId) {
        self.known.insert((content_type, slug.to_owned()), document);
    }

    /// The entries of these names; a name without letters has none.
    pub(super) fn of(&self, content_type: &'static str, names: &[String]) -> Vec<DocumentId> {
        let mut found = Vec::new();
        for name in names {
            let document = self.known.get(&(content_type, slugify(name))).copied();
            found.extend(document.filter(|document| !found.contains(document)));
        }
        found
    }
}

/// Every name that these files use, each once, in the spelling that comes first.
pub(super) fn wanted<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Vec<Wanted> {
    let mut names: BTreeMap<(&'static str, String), String> = BTreeMap::new();
    for document in documents {
        let lists =
            [("author", &document.authors), ("category", &document.categories), ("tag", &document.tags)];
        for (content_type, list) in lists {
            for name in list {
                let slug = slugify(name);
                if !slug.is_empty() {
                    names.entry((content_type, slug)).or_insert_with(|| name.clone());
                }
            }
        }
    }
    names.into_iter().map(|((content_type, slug), name)| Wanted { content_type, slug, name }).collect()
}
