//! The statements of one unit of work, in the order that makes swaps work: old rows go before new ones come.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use galley_domain::events::{Event, Subject};
use galley_domain::ids::{ContentTypeId, DocumentId, EntryId, EventSeq, InstanceId};
use galley_domain::locales::Stage;
use galley_store::{
    UnitOfWork, content_types, documents, entries, events, field_values, imports, links, rendered, revisions,
    unique_values,
};

use super::changes::{Changes, DocumentWrite, RevisionWrite, RowDerived, RowKey, RowWrite};
use super::run::CommitError;
use super::{collisions, paths, trees};
use crate::context::Ctx;
use crate::rendered::RenderedBodies;

type EntryIds = HashMap<(DocumentId, RowKey), EntryId>;

/// Checks that nothing moved and writes all changes; gives the number of the last event.
pub(super) async fn all(
    ctx: &Ctx,
    unit: &UnitOfWork,
    changes: &[Changes],
    bodies: &RenderedBodies,
) -> Result<EventSeq, CommitError> {
    require_room(unit, changes).await?;
    require_schemas(ctx, unit, changes).await?;
    let mut ids = lock(unit, changes).await?;
    let now = ctx.now();
    remove_old(unit, changes, &ids).await?;
    insert_documents(unit, changes, now, ctx).await?;
    put_rows(unit, changes, &mut ids).await?;
    put_derived(unit, changes, &ids).await?;
    put_rendered(unit, changes, bodies, &ids).await?;
    put_revisions(unit, changes).await?;
    let moved = paths::put(ctx, unit, changes).await?;
    put_imports(unit, changes, now).await?;
    delete_documents(unit, changes).await?;
    let new_events: Vec<_> = changes
        .iter()
        .flat_map(|change| &change.events)
        .chain(&moved)
        .map(|event| {
            let event = numbered(event, &ids);
            events::NewEvent { event, actor: ctx.actor.reference(), at: now }
        })
        .collect();
    Ok(events::append(unit, &new_events).await?)
}

/// The event with the number of its row, by which lists break ties.
fn numbered(event: &Event, ids: &EntryIds) -> Event {
    let mut event = event.clone();
    if let Subject::Entry { document, locale, stage, change, .. } = &mut event.subject {
        let key = RowKey { locale: locale.clone(), stage: *stage };
        change.entry = ids.get(&(*document, key)).copied();
    }
    event
}

/// A single has one document outside the trash. Two that come at once have no row in common, so they wait for each
/// other at the types, which happens once in the life of a single.
async fn require_room(unit: &UnitOfWork, changes: &[Changes]) -> Result<(), CommitError> {
    let coming: Vec<&Changes> = changes.iter().filter(|change| change.comes_to_single).collect();
    if coming.is_empty() {
        return Ok(());
    }
    content_types::lock(unit).await?;
    let mut filled = BTreeSet::new();
    for change in coming {
        let held = documents::first_of_type(unit, change.content_type).await?;
        let is_other = held.is_some_and(|held| held.id != change.document);
        if is_other || !filled.insert(change.content_type) {
            return Err(CommitError::HasEntry { document: change.document });
        }
    }
    Ok(())
}

/// Keeps the types as they are until the end, and checks that they are what the plans know.
async fn require_schemas(ctx: &Ctx, unit: &UnitOfWork, changes: &[Changes]) -> Result<(), CommitError> {
    let types: BTreeSet<ContentTypeId> = changes.iter().map(|change| change.content_type).collect();
    let types: Vec<ContentTypeId> = types.into_iter().collect();
    let model = ctx.model();
    let found = if changes.iter().any(|change| trees::touched(&model, change)) {
        content_types::lock_versions_alone(unit, &types).await?
    } else {
        content_types::lock_versions(unit, &types).await?
    };
    let versions: BTreeMap<_, _> = found.into_iter().collect();
    let same = changes
        .iter()
        .all(|change| versions.get(&change.content_type) == Some(&change.planned_on.schema_version));
    if same { Ok(()) } else { Err(CommitError::SchemaMoved) }
}

/// Locks the documents and compares each with what its plan saw; gives the ids of their rows.
async fn lock(unit: &UnitOfWork, changes: &[Changes]) -> Result<EntryIds, CommitError> {
    let documents: Vec<DocumentId> = changes.iter().map(|change| change.document).collect();
    let locked: HashMap<DocumentId, InstanceId> = documents::lock(unit, &documents)
        .await?
        .into_iter()
        .map(|document| (document.id, document.next_component))
        .collect();
    let existing: Vec<DocumentId> = locked.keys().copied().collect();
    let mut ids = EntryIds::new();
    let mut versions: HashMap<DocumentId, Vec<_>> = HashMap::new();
    for head in entries::heads(unit, &existing).await? {
        let key = RowKey { locale: head.locale, stage: head.stage };
        versions.entry(head.document).or_default().push((key.clone(), head.version));
        ids.insert((head.document, key), head.id);
    }
    for change in changes {
        let mut found = versions.remove(&change.document).unwrap_or_default();
        found.sort();
        let counter = locked.get(&change.document).map_or(0, |next| next.0);
        if found != change.planned_on.rows || counter != change.planned_on.next_component {
            return Err(CommitError::Moved);
        }
    }
    Ok(ids)
}

/// Takes away what is replaced or removed: derived rows first, then the rows themselves.
async fn remove_old(unit: &UnitOfWork, changes: &[Changes], ids: &EntryIds) -> Result<(), CommitError> {
    let id = |change: &Changes, key: &RowKey| ids.get(&(change.document, key.clone())).copied();
    let mut removed = Vec::new();
    let mut without_values = Vec::new();
    let mut without_links = Vec::new();
    for change in changes {
        removed.extend(change.removed_rows.iter().filter_map(|key| id(change, key)));
        if change.document_write == DocumentWrite::Delete {
            removed.extend(change.planned_on.rows.iter().filter_map(|(key, _)| id(change, key)));
            continue;
        }
        for row in &change.rows {
            match row.derived {
                RowDerived::Unchanged => {}
                RowDerived::Replace(_) => {
                    without_values.extend(id(change, &row.key));
                    without_links.extend(id(change, &row.key));
                }
                RowDerived::Trashed => without_values.extend(id(change, &row.key)),
            }
        }
    }
    without_values.extend(&removed);
    without_links.extend(&removed);
    rendered::remove_bodies(unit, &removed).await?;
    field_values::delete(unit, &without_values).await?;
    unique_values::delete_for_entries(unit, &without_values).await?;
    links::delete(unit, &without_links).await?;
    entries::delete(unit, &removed).await?;
    Ok(())
}

async fn insert_documents(
    unit: &UnitOfWork,
    changes: &[Changes],
    now: i64,
    ctx: &Ctx,
) -> Result<(), CommitError> {
    let created = changes.iter().filter(|change| change.document_write == DocumentWrite::Create);
    let created: Vec<documents::Document> = created
        .map(|change| documents::Document {
            id: change.document,
            content_type: change.content_type,
            next_component: InstanceId(change.next_component),
            trashed_at: None,
            created_at: now,
            created_by: Some(ctx.actor.reference()),
        })
        .collect();
    documents::insert(unit, &created).await?;
    for change in changes {
        let moved = change.next_component != change.planned_on.next_component;
        match change.document_write {
            DocumentWrite::Create | DocumentWrite::Delete => continue,
            DocumentWrite::Keep => {}
            DocumentWrite::Trash(at) => documents::set_trashed(unit, change.document, Some(at)).await?,
            DocumentWrite::Untrash => documents::set_trashed(unit, change.document, None).await?,
        }
        if moved {
            documents::set_next_component(unit, change.document, InstanceId(change.next_component)).await?;
        }
    }
    Ok(())
}

async fn put_rows(unit: &UnitOfWork, changes: &[Changes], ids: &mut EntryIds) -> Result<(), CommitError> {
    let mut new_keys = Vec::new();
    let mut new_rows = Vec::new();
    for change in changes {
        for row in &change.rows {
            let key = (change.document, row.key.clone());
            if let Some(id) = ids.get(&key) {
                entries::update(unit, &entries::Entry { id: *id, row: stored(change, row) }).await?;
            } else {
                new_keys.push(key);
                new_rows.push(stored(change, row));
            }
        }
    }
    let new_ids = entries::insert(unit, &new_rows).await?;
    ids.extend(new_keys.into_iter().zip(new_ids));
    Ok(())
}

fn stored(change: &Changes, row: &RowWrite) -> entries::EntryRow {
    entries::EntryRow {
        document: change.document,
        content_type: change.content_type,
        locale: row.key.locale.clone(),
        stage: row.key.stage,
        version: row.version,
        revision: row.revision,
        slug: row.slug.clone(),
        schema_version: change.planned_on.schema_version,
        published_at: row.published_at,
        first_published_at: row.first_published_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
        created_by: row.created_by,
        updated_by: row.updated_by,
        trashed_at: row.trashed_at,
        served: row.served.clone(),
        data: row.data.clone(),
    }
}

async fn put_derived(unit: &UnitOfWork, changes: &[Changes], ids: &EntryIds) -> Result<(), CommitError> {
    let mut values = Vec::new();
    let mut found_links = Vec::new();
    let mut held = Vec::new();
    for change in changes {
        for row in &change.rows {
            let Some(entry) = ids.get(&(change.document, row.key.clone())).copied() else { continue };
            let RowDerived::Replace(derived) = &row.derived else { continue };
            values.push(field_values::EntryValues {
                entry,
                stage: row.key.stage,
                locale: &row.key.locale,
                values: &derived.values,
            });
            found_links.push(links::EntryLinks {
                entry,
                stage: row.key.stage,
                locale: &row.key.locale,
                links: &derived.links,
            });
            held.extend(collisions::held(change, row, entry, derived));
        }
    }
    field_values::insert(unit, &values).await?;
    links::insert(unit, &found_links).await?;
    let taken = unique_values::insert_all(unit, &held).await?;
    match taken.first() {
        None => Ok(()),
        Some(first) => Err(collisions::of_value(changes, &held, first)),
    }
}

/// What a published row shows takes the place of what the row before it showed.
async fn put_rendered(
    unit: &UnitOfWork,
    changes: &[Changes],
    bodies: &RenderedBodies,
    ids: &EntryIds,
) -> Result<(), CommitError> {
    let mut published = Vec::new();
    let mut shown = Vec::new();
    for change in changes {
        for row in change.rows.iter().filter(|row| row.key.stage == Stage::Published) {
            let Some(entry) = ids.get(&(change.document, row.key.clone())).copied() else { continue };
            published.push(entry);
            shown.extend(bodies.shown(change.document, &row.key, entry));
        }
    }
    rendered::remove_bodies(unit, &published).await?;
    rendered::keep(unit, bodies.renderings()).await?;
    Ok(rendered::show(unit, &shown).await?)
}

async fn put_revisions(unit: &UnitOfWork, changes: &[Changes]) -> Result<(), CommitError> {
    let mut new = Vec::new();
    for change in changes {
        for locale in &change.closed_sessions {
            revisions::close(unit, change.document, locale).await?;
        }
        for revision in &change.revisions {
            let row = revision_row(change, revision);
            match revision.rewrites {
                Some(id) => revisions::rewrite(unit, id, &row).await?,
                None => new.push(row),
            }
        }
    }
    Ok(revisions::insert(unit, &new).await?)
}

fn revision_row(change: &Changes, revision: &RevisionWrite) -> revisions::RevisionRow {
    revisions::RevisionRow {
        head: revisions::RevisionHead {
            document: change.document,
            locale: revision.locale.clone(),
            number: revision.number,
            kind: revision.kind,
            open: revision.open,
            schema_version: change.planned_on.schema_version,
            created_at: revision.created_at,
            updated_at: revision.updated_at,
            name: None,
            authors: revision.authors.clone(),
        },
        data: revision.data.clone(),
    }
}

async fn put_imports(unit: &UnitOfWork, changes: &[Changes], now: i64) -> Result<(), CommitError> {
    for change in changes {
        let Some(import) = &change.import else { continue };
        let row = imports::Import {
            source: import.source.clone(),
            external_key: import.key.clone(),
            document: change.document,
            locale: import.locale.clone(),
            content_hash: import.content_hash,
            revision: Some(import.revision),
            imported_at: now,
        };
        imports::put(unit, &row).await?;
    }
    Ok(())
}

async fn delete_documents(unit: &UnitOfWork, changes: &[Changes]) -> Result<(), CommitError> {
    let deleted = changes.iter().filter(|change| change.document_write == DocumentWrite::Delete);
    let deleted: Vec<DocumentId> = deleted.map(|change| change.document).collect();
    if !deleted.is_empty() {
        revisions::delete_for_documents(unit, &deleted).await?;
        imports::delete_for_documents(unit, &deleted).await?;
        documents::delete(unit, &deleted).await?;
    }
    Ok(())
}
