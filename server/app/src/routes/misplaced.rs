//! Which pages are not where the pattern of their type says.

use std::collections::{BTreeMap, HashMap};

use galley_domain::ids::{ContentTypeId, DocumentId, EntryId};
use galley_domain::locales::Locale;
use galley_domain::schema::{Model, StoredType};
use galley_store::entries::PublishedHead;
use galley_store::routes;
use galley_store::{StoreError, Transaction};

use super::planned::planned_paths;

/// A page that is not where its pattern says.
#[derive(Debug)]
pub(super) struct Misplaced {
    pub(super) entry: EntryId,
    pub(super) content_type: ContentTypeId,
    pub(super) document: DocumentId,
    pub(super) locale: Locale,
    /// Where it is.
    pub(super) held: Option<String>,
    /// Where it should be.
    pub(super) planned: Option<String>,
}

/// Those of the published entries that are.
pub(super) async fn misplaced(
    transaction: &impl Transaction,
    model: &Model,
    stored: &StoredType,
    heads: &[PublishedHead],
) -> Result<Vec<Misplaced>, StoreError> {
    let mut planned = planned_paths(transaction, model, stored, heads).await?;
    let mut by_locale: BTreeMap<&Locale, Vec<&PublishedHead>> = BTreeMap::new();
    for head in heads {
        by_locale.entry(&head.locale).or_default().push(head);
    }
    let mut found = Vec::new();
    for (locale, heads) in by_locale {
        let documents: Vec<DocumentId> = heads.iter().map(|head| head.document).collect();
        let mut held: HashMap<DocumentId, String> =
            routes::entry_paths(transaction, &documents, locale).await?.into_iter().collect();
        found.extend(heads.into_iter().filter_map(|head| {
            let (entry, document) = (head.id, head.document);
            let (held, planned) = (held.remove(&document), planned.remove(&(document, locale.clone())));
            let (content_type, locale) = (stored.id, locale.clone());
            (held != planned).then_some(Misplaced { entry, content_type, document, locale, held, planned })
        }));
    }
    Ok(found)
}
