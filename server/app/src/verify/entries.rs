//! Each entry against the rows beside it: what the domain derives today must be what is stored.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use galley_domain::ids::{DocumentId, EntryId, SchemaVersion};
use galley_domain::locales::{Locale, Stage};
use galley_domain::schema::{Model, StoredType};
use galley_domain::values::{self, Derived};
use galley_store::entries::{Entry, PublishedHead};
use galley_store::{Snapshot, documents, entries, field_values, links, routes, unique_values};
use serde_json::{Map, Value};

use super::report::Check;
use crate::content_types;
use crate::context::Ctx;
use crate::error::AppError;
use crate::routes::{PlannedPaths, planned_paths};

const PAGE: u64 = 500;

struct Checks {
    data: Check,
    values: Check,
    links: Check,
    uniques: Check,
    routes: Check,
}

/// What is stored beside one page of entries.
struct Beside {
    values: HashMap<EntryId, Vec<String>>,
    links: HashMap<EntryId, Vec<String>>,
    uniques: HashSet<(EntryId, i32, [u8; 32])>,
    pages: HashMap<(DocumentId, Locale), String>,
    /// Paths under whose key their page is found.
    found: HashSet<String>,
    /// What the pattern makes of the entries.
    planned: PlannedPaths,
    trashed: HashSet<DocumentId>,
}

/// One entry and what is stored beside it.
struct One<'a> {
    stored: &'a StoredType,
    entry: &'a Entry,
    beside: &'a Beside,
}

impl One<'_> {
    fn named(&self) -> String {
        let Self { stored, entry, .. } = self;
        format!("entry {} of {} ({})", entry.id, stored.schema.singular, entry.document)
    }
}

pub(super) async fn check(ctx: &Ctx) -> Result<Vec<Check>, AppError> {
    let mut checks = Checks {
        data: Check::new("entries"),
        values: Check::new("field values"),
        links: Check::new("links"),
        uniques: Check::new("unique values"),
        routes: Check::new("routes"),
    };
    let model = ctx.model();
    for stored in model.types() {
        let mut after = EntryId(0);
        loop {
            let snapshot = ctx.app.store.snapshot().await?;
            let page = entries::stale(&snapshot, stored.id, SchemaVersion(i32::MAX), after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.id;
            let beside = beside(&snapshot, &model, stored, &page).await?;
            drop(snapshot);
            for entry in &page {
                checks.entry(&model, stored, entry, &beside);
            }
        }
    }
    let Checks { data, values, links, uniques, routes } = checks;
    Ok(vec![data, values, links, uniques, routes])
}

async fn beside(
    snapshot: &Snapshot,
    model: &Model,
    stored: &StoredType,
    page: &[Entry],
) -> Result<Beside, AppError> {
    let ids: Vec<EntryId> = page.iter().map(|entry| entry.id).collect();
    let mut ordered: Vec<DocumentId> = page.iter().map(|entry| entry.document).collect();
    ordered.sort_unstable();
    ordered.dedup();
    let values = field_values::by_entries(snapshot, &ids).await?;
    let links = links::by_entries(snapshot, &ids).await?;
    let uniques = unique_values::by_entries(snapshot, &ids).await?;
    let locales: BTreeSet<&Locale> = page.iter().map(|entry| &entry.row.locale).collect();
    let mut pages = HashMap::new();
    for locale in locales {
        let held = routes::entry_paths(snapshot, &ordered, locale).await?;
        pages.extend(held.into_iter().map(|(document, path)| ((document, locale.clone()), path)));
    }
    let paths: Vec<&str> = pages.values().map(String::as_str).collect();
    let found = routes::by_paths(snapshot, &paths).await?.into_iter().map(|route| route.path).collect();
    let known = documents::by_ids(snapshot, &ordered).await?;
    Ok(Beside {
        values: grouped(values.into_iter().map(|(entry, value)| (entry, format!("{value:?}")))),
        links: grouped(links.into_iter().map(|(entry, link)| (entry, format!("{link:?}")))),
        uniques: uniques.into_iter().map(|held| (held.entry, held.key.path.0, held.key.hash)).collect(),
        pages,
        found,
        planned: planned_paths(snapshot, model, stored, &published(page)).await?,
        trashed: known.into_iter().filter(|known| known.trashed_at.is_some()).map(|known| known.id).collect(),
    })
}

fn published(page: &[Entry]) -> Vec<PublishedHead> {
    let published = page.iter().filter(|entry| entry.stage == Stage::Published);
    published
        .map(|entry| PublishedHead {
            id: entry.id,
            document: entry.document,
            locale: entry.row.locale.clone(),
            slug: entry.row.slug.clone(),
            published_at: entry.row.published_at,
        })
        .collect()
}

impl Checks {
    fn entry(&mut self, model: &Model, stored: &StoredType, entry: &Entry, beside: &Beside) {
        self.data.examined += 1;
        let one = One { stored, entry, beside };
        let Ok(data) = serde_json::from_str::<Map<String, Value>>(&entry.data) else {
            self.data.problem(format!("{}: its data cannot be read", one.named()));
            return;
        };
        if entry.schema_version > stored.version {
            self.data.problem(format!("{}: it was written for a version that does not exist", one.named()));
            return;
        }
        if entry.schema_version < stored.version {
            // Its rows are yesterday's until the rewriting task has come to it.
            return;
        }
        let is_trashed = entry.trashed_at.is_some() || beside.trashed.contains(&entry.document);
        let mut derived = content_types::derived(model, stored, &data);
        if is_trashed {
            derived.values.clear();
        }
        if values::served(&stored.schema, &data) != entry.served {
            self.data.problem(format!("{}: what is served is not what its data says", one.named()));
        }
        if derived.slug != entry.slug {
            self.data.problem(format!("{}: its slug is not what its data says", one.named()));
        }
        self.rows(&derived, &one);
        self.published(&derived, &one);
    }

    fn rows(&mut self, derived: &Derived, one: &One<'_>) {
        let One { entry, beside, .. } = one;
        let shown = |rows: Vec<String>| {
            let mut rows = rows;
            rows.sort_unstable();
            rows
        };
        let wanted = shown(derived.values.iter().map(|value| format!("{value:?}")).collect());
        self.values.examined += u64::try_from(wanted.len()).unwrap_or(0);
        if wanted != shown(beside.values.get(&entry.id).cloned().unwrap_or_default()) {
            self.values.problem(format!("{}: its field values are not what its data says", one.named()));
        }
        let wanted = shown(derived.links.iter().map(|link| format!("{link:?}")).collect());
        self.links.examined += u64::try_from(wanted.len()).unwrap_or(0);
        if wanted != shown(beside.links.get(&entry.id).cloned().unwrap_or_default()) {
            self.links.problem(format!("{}: its links are not what its data says", one.named()));
        }
    }

    fn published(&mut self, derived: &Derived, one: &One<'_>) {
        let One { stored, entry, beside } = one;
        if entry.stage != Stage::Published {
            return;
        }
        for unique in &derived.uniques {
            self.uniques.examined += 1;
            if !beside.uniques.contains(&(entry.id, unique.path.0, unique.hash)) {
                self.uniques.problem(format!(
                    "{}: it does not hold its `{}`",
                    one.named(),
                    unique.field.to_text()
                ));
            }
        }
        if stored.schema.route.is_some() {
            self.routes.examined += 1;
            if let Some(problem) = page_problem(one) {
                self.routes.problem(format!("{}: {problem}", one.named()));
            }
        }
    }
}

/// What is wrong with the path of a published entry.
fn page_problem(one: &One<'_>) -> Option<String> {
    let One { entry, beside, .. } = one;
    let key = (entry.document, entry.locale.clone());
    match (beside.pages.get(&key), beside.planned.get(&key)) {
        (None, _) => Some("it is published and has no page".to_owned()),
        (Some(path), None) => Some(format!("it is at `{path}`, and its pattern gives it no path")),
        (Some(path), Some(planned)) if path != planned => {
            Some(format!("it is at `{path}`, and its pattern says `{planned}`"))
        }
        (Some(path), Some(_)) if !beside.found.contains(path) => {
            Some(format!("its path `{path}` is not found by its key"))
        }
        (Some(_), Some(_)) => None,
    }
}

fn grouped<K: Eq + Hash, V>(rows: impl Iterator<Item = (K, V)>) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in rows {
        groups.entry(key).or_default().push(value);
    }
    groups
}
