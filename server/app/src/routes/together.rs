//! Pages that have to move in one unit of work: those that are not where their pattern says, and whoever is in their
//! way and has to go elsewhere too.
//!
//! Two types whose patterns were swapped want each other's paths, page by page; none can go first.

use std::collections::{BTreeMap, HashMap, HashSet};

use galley_domain::ids::{ContentTypeId, DocumentId, EntryId};
use galley_domain::locales::Locale;
use galley_domain::schema::Model;
use galley_store::entries::{self, PublishedHead};
use galley_store::routes::{self, RouteTarget};
use galley_store::{StoreError, Transaction};

use super::misplaced::{Misplaced, misplaced};

/// Most pages that move in one unit of work. Those beyond stay, and come in the next one as far as they can.
const MOST: usize = 2_000;

/// The pages, by type.
#[derive(Debug, Default)]
pub(super) struct Together(BTreeMap<ContentTypeId, Vec<PublishedHead>>);

impl Together {
    /// Some pages of a type, as far as they are misplaced, with those in their way.
    pub(super) async fn of(
        transaction: &impl Transaction,
        model: &Model,
        (content_type, heads): (ContentTypeId, Vec<PublishedHead>),
    ) -> Result<Self, StoreError> {
        let mut known: HashSet<EntryId> = HashSet::new();
        let mut found = Self::default();
        let mut next = BTreeMap::from([(content_type, heads)]);
        while !next.is_empty() && known.len() < MOST {
            let mut pages = Vec::new();
            for (content_type, heads) in next {
                let Some(stored) = model.by_id(content_type) else { continue };
                let astray = misplaced(transaction, model, stored, &heads).await?;
                known.extend(heads.iter().map(|head| head.id));
                let ids: HashSet<EntryId> = astray.iter().map(|page| page.entry).collect();
                let heads = heads.into_iter().filter(|head| ids.contains(&head.id));
                found.0.entry(content_type).or_default().extend(heads);
                pages.extend(astray);
            }
            next = in_the_way(transaction, &pages).await?;
            for heads in next.values_mut() {
                heads.retain(|head| !known.contains(&head.id));
            }
            next.retain(|_, heads| !heads.is_empty());
        }
        found.0.retain(|_, heads| !heads.is_empty());
        Ok(found)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn types(&self) -> impl Iterator<Item = ContentTypeId> {
        self.0.keys().copied()
    }

    pub(super) fn documents(&self) -> Vec<DocumentId> {
        self.0.values().flatten().map(|head| head.document).collect()
    }

    /// Those that are still misplaced, read again.
    pub(super) async fn misplaced(
        &self,
        transaction: &impl Transaction,
        model: &Model,
    ) -> Result<Vec<Misplaced>, StoreError> {
        let mut found = Vec::new();
        for (content_type, heads) in &self.0 {
            let Some(stored) = model.by_id(*content_type) else { continue };
            let ids: Vec<EntryId> = heads.iter().map(|head| head.id).collect();
            let heads = entries::published_heads_of(transaction, &ids).await?;
            found.extend(misplaced(transaction, model, stored, &heads).await?);
        }
        Ok(found)
    }
}

/// The pages that are where others shall come.
async fn in_the_way(
    transaction: &impl Transaction,
    coming: &[Misplaced],
) -> Result<BTreeMap<ContentTypeId, Vec<PublishedHead>>, StoreError> {
    let paths: Vec<&str> = coming.iter().filter_map(|page| page.planned.as_deref()).collect();
    let holders = routes::by_paths(transaction, &paths).await?;
    let held: HashMap<(DocumentId, Locale), ContentTypeId> = holders
        .into_iter()
        .filter_map(|route| match route.target {
            RouteTarget::Entry { content_type, document } => Some(((document, route.locale), content_type)),
            RouteTarget::RedirectToEntry { .. } | RouteTarget::Redirect { .. } => None,
        })
        .collect();
    let documents: Vec<DocumentId> = held.keys().map(|(document, _)| *document).collect();
    let mut found: BTreeMap<ContentTypeId, Vec<PublishedHead>> = BTreeMap::new();
    for head in entries::published_heads_of_documents(transaction, &documents).await? {
        if let Some(content_type) = held.get(&(head.document, head.locale.clone())) {
            found.entry(*content_type).or_default().push(head);
        }
    }
    Ok(found)
}
