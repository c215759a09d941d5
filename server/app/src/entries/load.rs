//! Loading what a plan needs, in one snapshot.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use galley_domain::ids::{AssetId, DocumentId, RevisionId, RevisionNumber, SchemaVersion};
use galley_domain::locales::Locale;
use galley_domain::routes::Tree;
use galley_domain::schema::{Model, StoredType};
use galley_domain::values::{self, AssetKind, Targets};
use galley_store::routes::RouteTarget;
use galley_store::{Snapshot, assets, documents, entries, revisions, routes};
use serde_json::{Map, Value};

use super::action::Request;
use super::loaded::{Header, Loaded, RevisionHead};
use super::revisions::RevisionSummary;
use super::row::Row;
use super::slug;
use super::surroundings::Surroundings;
use crate::commit::RowKey;
use crate::content_types;
use crate::context::Ctx;
use crate::error::AppError;

/// Loads one document in a snapshot of its own.
pub(super) async fn load(ctx: &Ctx, request: &Request<'_>) -> Result<(Loaded, Surroundings), AppError> {
    match Loader::open(ctx).await?.load(request).await {
        Err(LoadError::NewerModel) => {
            // Another node has changed the model: take it over, then load what it wrote.
            content_types::reload(&ctx.app).await?;
            Ok(Loader::open(ctx).await?.load(request).await?)
        }
        other => Ok(other?),
    }
}

/// The locale that stands for a document as a whole: the site's default one if it has that, else the first.
pub(super) async fn main_locale(ctx: &Ctx, document: DocumentId) -> Result<Locale, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    let heads = entries::heads(&snapshot, &[document]).await?;
    let default = ctx.model().default_locale();
    let mut locales: Vec<Locale> = heads.into_iter().map(|head| head.locale).collect();
    locales.sort_by_key(|locale| (*locale != default, locale.clone()));
    locales.into_iter().next().ok_or_else(|| AppError::not_found("entry", document))
}

/// Why a document cannot be shown to a plan.
#[derive(Debug, thiserror::Error)]
pub(super) enum LoadError {
    /// A row was written for a newer version of the type than this node knows.
    #[error("the content type is newer than the model of this node")]
    NewerModel,
    #[error(transparent)]
    Failed(#[from] AppError),
}

impl From<galley_store::StoreError> for LoadError {
    fn from(error: galley_store::StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<LoadError> for AppError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Failed(error) => error,
            LoadError::NewerModel => Self::internal(LoadError::NewerModel),
        }
    }
}

/// A snapshot and the model that its rows are read with.
pub(super) struct Loader {
    snapshot: Snapshot,
    model: Arc<Model>,
}

impl Loader {
    pub(super) async fn open(ctx: &Ctx) -> Result<Self, AppError> {
        Ok(Self { snapshot: ctx.app.store.snapshot().await?, model: ctx.model() })
    }

    /// The document and what the request's input names.
    pub(super) async fn load(&self, request: &Request<'_>) -> Result<(Loaded, Surroundings), LoadError> {
        let mut loaded = self.document(request).await?;
        loaded.above = self.above(&loaded, request).await?;
        let surroundings = match request.input {
            Some(input) => self.surroundings(&loaded, request.locale, input).await?,
            None => Surroundings::default(),
        };
        Ok((loaded, surroundings))
    }

    async fn document(&self, request: &Request<'_>) -> Result<Loaded, LoadError> {
        let unknown = || AppError::not_found("entry", request.document);
        let Some(header) = documents::by_id(&self.snapshot, request.document).await? else {
            let name = request.new_of.as_ref().ok_or_else(unknown)?;
            let stored = self.model.content_type(name).ok_or_else(unknown)?;
            return Ok(Loaded::new_document(Arc::clone(&self.model), Arc::clone(stored), request.document));
        };
        let stored = self.model.by_id(header.content_type).ok_or(LoadError::NewerModel)?;
        let mut rows = BTreeMap::new();
        let mut stale = BTreeSet::new();
        for entry in entries::by_documents(&self.snapshot, &[request.document]).await? {
            let key = RowKey { locale: entry.row.locale.clone(), stage: entry.row.stage };
            if entry.schema_version < stored.version {
                stale.insert(key.clone());
            }
            rows.insert(key, self.row(stored, entry.row)?);
        }
        let heads = revisions::newest(&self.snapshot, request.document).await?;
        let paths = routes::by_documents(&self.snapshot, &[request.document]).await?;
        let own = paths.into_iter().filter(|route| matches!(route.target, RouteTarget::Entry { .. }));
        Ok(Loaded {
            model: Arc::clone(&self.model),
            stored: Arc::clone(stored),
            document: request.document,
            header: Some(Header {
                next_component: header.next_component.0,
                trashed_at: header.trashed_at,
                created_at: header.created_at,
                created_by: header.created_by,
            }),
            rows,
            stale,
            heads: heads.into_iter().map(head_of).collect(),
            paths: own.map(|route| (route.locale, route.path)).collect(),
            above: BTreeMap::new(),
        })
    }

    /// Where the entries are that the draft or the input names as the one above it.
    async fn above(
        &self,
        loaded: &Loaded,
        request: &Request<'_>,
    ) -> Result<BTreeMap<DocumentId, String>, LoadError> {
        let Some(tree) = Tree::of(&loaded.stored) else { return Ok(BTreeMap::new()) };
        let draft = loaded.draft(request.locale).map(|row| &row.data);
        let mut named = BTreeSet::new();
        for data in draft.into_iter().chain(request.input) {
            let parent = data.get(&tree.field).map(|value| (tree.field.clone(), value.clone()));
            let parent: Map<String, Value> = parent.into_iter().collect();
            named.extend(values::referenced(&self.model, &loaded.stored.schema, &parent).documents);
        }
        let named: Vec<DocumentId> = named.into_iter().collect();
        Ok(routes::entry_paths(&self.snapshot, &named, request.locale).await?.into_iter().collect())
    }

    fn row(&self, stored: &StoredType, entry: entries::EntryRow) -> Result<Row, LoadError> {
        if entry.schema_version > stored.version {
            return Err(LoadError::NewerModel);
        }
        let data = parse(&entry.data)?;
        let data = if entry.schema_version == stored.version {
            data
        } else {
            values::upcast(&self.model, stored, entry.schema_version, &data)
        };
        Ok(Row {
            version: entry.version,
            revision: entry.revision,
            data,
            slug: entry.slug,
            published_at: entry.published_at,
            first_published_at: entry.first_published_at,
            created_at: entry.created_at,
            updated_at: entry.updated_at,
            created_by: entry.created_by,
            updated_by: entry.updated_by,
            trashed_at: entry.trashed_at,
        })
    }

    async fn surroundings(
        &self,
        loaded: &Loaded,
        locale: &Locale,
        input: &Map<String, Value>,
    ) -> Result<Surroundings, LoadError> {
        let schema = &loaded.stored.schema;
        let previous = loaded.draft(locale).map(|row| &row.data);
        let mut merged = previous.cloned().unwrap_or_default();
        merged.extend(input.iter().map(|(name, value)| (name.clone(), value.clone())));
        let taken_slugs = match slug::wanted(schema, &merged) {
            Some((_, plain)) => {
                let found = entries::slugs_like(&self.snapshot, loaded.stored.id, locale, &plain).await?;
                let others = found.into_iter().filter(|(document, _)| *document != loaded.document);
                others.map(|(_, slug)| slug).collect()
            }
            None => slug::TakenSlugs::default(),
        };
        let named = values::referenced(&self.model, schema, &merged);
        Ok(Surroundings { targets: self.targets(&named).await?, taken_slugs })
    }

    async fn targets(&self, named: &values::References) -> Result<Targets, LoadError> {
        let mut targets = Targets::default();
        if !named.documents.is_empty() {
            let ids: Vec<DocumentId> = named.documents.iter().copied().collect();
            for document in documents::by_ids(&self.snapshot, &ids).await? {
                if let Some(stored) = self.model.by_id(document.content_type) {
                    targets.documents.insert(document.id, stored.schema.singular.clone());
                }
            }
        }
        let numbers: Vec<AssetId> = named.asset_numbers.iter().copied().collect();
        let documents: Vec<DocumentId> = named.asset_documents.iter().copied().collect();
        let mut found = Vec::new();
        if !numbers.is_empty() {
            found.extend(assets::by_ids(&self.snapshot, &numbers).await?);
        }
        if !documents.is_empty() {
            found.extend(assets::by_documents(&self.snapshot, &documents).await?);
        }
        for asset in found {
            targets.asset_numbers.insert(asset.id, asset.document);
            targets.assets.insert(asset.document, AssetKind::of_mime(&asset.mime));
        }
        Ok(targets)
    }

    pub(super) async fn revisions(
        &self,
        document: DocumentId,
        locale: &Locale,
        before: Option<RevisionNumber>,
        limit: u64,
    ) -> Result<Vec<RevisionSummary>, AppError> {
        let found = revisions::list(&self.snapshot, document, locale, before, limit).await?;
        Ok(found.into_iter().map(|(_, head)| summary_of(head)).collect())
    }

    pub(super) async fn count_revisions(
        &self,
        document: DocumentId,
        locale: &Locale,
    ) -> Result<u64, AppError> {
        Ok(revisions::count(&self.snapshot, document, locale).await?)
    }

    pub(super) async fn revision(
        &self,
        document: DocumentId,
        locale: &Locale,
        number: RevisionNumber,
    ) -> Result<Option<(RevisionSummary, SchemaVersion, Map<String, Value>)>, AppError> {
        let Some(found) = revisions::by_number(&self.snapshot, document, locale, number).await? else {
            return Ok(None);
        };
        let data = parse(&found.row.data)?;
        let schema_version = found.schema_version;
        Ok(Some((summary_of(found.row.head), schema_version, data)))
    }
}

fn head_of((id, head): (RevisionId, revisions::RevisionHead)) -> (Locale, RevisionHead) {
    let newest = RevisionHead {
        id: Some(id),
        number: head.number,
        kind: head.kind,
        open: head.open,
        authors: head.authors,
        created_at: head.created_at,
        updated_at: head.updated_at,
    };
    (head.locale, newest)
}

fn summary_of(head: revisions::RevisionHead) -> RevisionSummary {
    RevisionSummary {
        number: head.number,
        kind: head.kind,
        open: head.open,
        name: head.name,
        authors: head.authors,
        created_at: head.created_at,
        updated_at: head.updated_at,
    }
}

fn parse(data: &str) -> Result<Map<String, Value>, AppError> {
    serde_json::from_str(data).map_err(AppError::internal)
}
