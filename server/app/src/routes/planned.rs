//! The paths that patterns make of published entries, from what is stored: for moving them when a pattern changes, and
//! for checking them.

use std::collections::{BTreeMap, HashMap};

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::routes::{MOST_LEVELS, PathOf, RoutePattern, Tree, localized};
use galley_domain::schema::{Model, StoredType};
use galley_store::entries::PublishedHead;
use galley_store::routes::{self, Branch, Branching};
use galley_store::{StoreError, Transaction};

/// Paths by document and locale; what is missing has none.
pub(crate) type PlannedPaths = HashMap<(DocumentId, Locale), String>;

/// The paths of published entries. In a tree, a page above that is not published is as if it
/// were not there: no action makes that so, but a changed pattern may find it.
pub(crate) async fn planned_paths(
    transaction: &impl Transaction,
    model: &Model,
    stored: &StoredType,
    entries: &[PublishedHead],
) -> Result<PlannedPaths, StoreError> {
    let mut paths = PlannedPaths::new();
    let pattern = stored.schema.route.as_deref().and_then(|pattern| RoutePattern::parse(pattern).ok());
    let Some(pattern) = pattern else { return Ok(paths) };
    let mut by_locale: BTreeMap<&Locale, Vec<&PublishedHead>> = BTreeMap::new();
    for entry in entries {
        by_locale.entry(&entry.locale).or_default().push(entry);
    }
    let tree = Tree::of(stored);
    for (locale, entries) in by_locale {
        let documents: Vec<DocumentId> = entries.iter().map(|entry| entry.document).collect();
        let ancestry = match &tree {
            Some(tree) => {
                Ancestry::of(transaction, Branching { path: tree.path, locale }, &documents).await?
            }
            None => Ancestry::default(),
        };
        for entry in entries {
            let above = ancestry.above(entry.document);
            let of = PathOf {
                document: entry.document,
                slug: entry.slug.as_deref(),
                published_at: entry.published_at,
                above: None,
            };
            let Some(own) = pattern.expand(&of, &model.routing.time_zone) else { continue };
            let Some(path) = below(&own, &above) else { continue };
            let path = localized(&path, locale, &model.default_locale());
            paths.insert((entry.document, locale.clone()), path);
        }
    }
    Ok(paths)
}

/// Puts the slugs of the entries above before the last segment.
fn below(own: &str, above: &[&str]) -> Option<String> {
    let (before, slug) = own.rsplit_once('/')?;
    let mut path = before.to_owned();
    for segment in above.iter().chain(&[slug]) {
        path.push('/');
        path.push_str(segment);
    }
    Some(path)
}

/// Published entries with all published ones above them.
#[derive(Default)]
struct Ancestry(HashMap<DocumentId, Branch>);

impl Ancestry {
    async fn of(
        transaction: &impl Transaction,
        tree: Branching<'_>,
        documents: &[DocumentId],
    ) -> Result<Self, StoreError> {
        let mut known: HashMap<DocumentId, Branch> = HashMap::new();
        let mut level = documents.to_vec();
        for _ in 0..=MOST_LEVELS {
            let found = routes::branches_of(transaction, tree, &level).await?;
            known.extend(found.into_iter().map(|branch| (branch.document, branch)));
            level = known.values().filter_map(|branch| branch.above).collect();
            level.retain(|above| !known.contains_key(above));
            level.sort_unstable();
            level.dedup();
            if level.is_empty() {
                break;
            }
        }
        Ok(Self(known))
    }

    /// The slugs above an entry, the topmost first.
    fn above(&self, document: DocumentId) -> Vec<&str> {
        let mut slugs = Vec::new();
        let above = |document: DocumentId| {
            let above = self.0.get(&document)?.above?;
            self.0.get(&above)
        };
        let mut next = above(document);
        while let Some(branch) = next.filter(|_| slugs.len() < MOST_LEVELS) {
            slugs.extend(branch.slug.as_deref());
            next = above(branch.document);
        }
        slugs.reverse();
        slugs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_above_stands_before_the_last_segment() {
        for (own, above, path) in
            [("/c", &[][..], "/c"), ("/c", &["a", "b"], "/a/b/c"), ("/docs/c", &["a"], "/docs/a/c")]
        {
            assert_eq!(below(own, above).as_deref(), Some(path));
        }
    }
}
