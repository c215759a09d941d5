//! Lists for editors: which entries of a type there are, with how their two stages stand to each other.
//!
//! What is in the list is the content query's business; a second look at the rows of its documents tells the rest.

use std::collections::HashMap;

use galley_domain::ids::{DocumentId, EntryVersion};
use galley_domain::locales::{Locale, Stage};
use galley_domain::query::check::{check, readable_type};
use galley_domain::query::{Expected, Page, RequestedFields, RequestedPopulate, RequestedQuery};
use galley_domain::roles::{ActorRef, Permission};
use galley_domain::schema::{Model, StoredType, TypeName};
use galley_domain::values;
use galley_store::entries::Entry;
use galley_store::{Snapshot, documents, entries};
use serde_json::{Map, Value};

use super::state::EntryStatus;
use crate::content;
use crate::context::Ctx;
use crate::error::AppError;

/// Most documents in one list of the trash.
pub const TRASH_LIMIT: u64 = 100;

/// One entry in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct EntrySummary {
    pub document: DocumentId,
    pub locale: Locale,
    /// What names the entry to people, as far as the draft says it.
    pub title: Option<String>,
    pub slug: Option<String>,
    pub status: EntryStatus,
    /// Of the draft; the lock token.
    pub version: EntryVersion,
    pub published_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    /// Whose the document is.
    pub created_by: Option<ActorRef>,
    pub updated_by: Option<ActorRef>,
}

/// A page of entries.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryList {
    pub items: Vec<EntrySummary>,
    pub page: Page,
    pub total: Option<u64>,
}

/// The drafts of a type that a question selects. What it wants shown is not looked at.
pub async fn list(ctx: &Ctx, name: &TypeName, requested: &RequestedQuery) -> Result<EntryList, AppError> {
    let model = ctx.model();
    let target =
        readable_type(&model, &ctx.actor, name).ok_or_else(|| AppError::not_found("content type", name))?;
    let requested = RequestedQuery {
        fields: RequestedFields::Named(vec!["documentId".to_owned()]),
        populate: RequestedPopulate::Nothing,
        draft: true,
        ..requested.clone()
    };
    let query = check(&model, &ctx.actor, target, &requested, Expected::List)?;
    let snapshot = ctx.app.store.snapshot().await?;
    let answer = content::answer(&snapshot, &model, &query).await?;
    let wanted: Vec<(DocumentId, Locale)> = answer
        .top
        .iter()
        .map(|index| &answer.node(*index).row)
        .map(|row| (row.document, row.locale.clone()))
        .collect();
    let items = Summaries { snapshot: &snapshot, model: &model, stored: target }.of(&wanted).await?;
    Ok(EntryList { items, page: query.page, total: answer.total })
}

/// A part of the trash.
#[derive(Debug, Clone, PartialEq)]
pub struct TrashList {
    /// Every locale of each document.
    pub items: Vec<EntrySummary>,
    /// How many documents there are.
    pub total: u64,
}

/// What of a type is in the trash as a whole, latest first.
pub async fn trashed(ctx: &Ctx, name: &TypeName, offset: u64, limit: u64) -> Result<TrashList, AppError> {
    let model = ctx.model();
    let target =
        readable_type(&model, &ctx.actor, name).ok_or_else(|| AppError::not_found("content type", name))?;
    if !ctx.actor.may_in(Permission::ReadDrafts, &target.schema) {
        return Err(AppError::Forbidden(Permission::ReadDrafts));
    }
    let snapshot = ctx.app.store.snapshot().await?;
    let found = documents::trashed(&snapshot, &[target.id], limit.clamp(1, TRASH_LIMIT), offset).await?;
    let total = documents::count_trashed(&snapshot, &[target.id]).await?;
    let ids: Vec<DocumentId> = found.iter().map(|document| document.id).collect();
    let rows = entries::by_documents(&snapshot, &ids).await?;
    let mut wanted = Vec::with_capacity(ids.len());
    for id in &ids {
        let drafts = rows.iter().filter(|row| row.document == *id && row.stage == Stage::Draft);
        wanted.extend(drafts.map(|row| (*id, row.locale.clone())));
    }
    let items = Summaries { snapshot: &snapshot, model: &model, stored: target }.of(&wanted).await?;
    Ok(TrashList { items, total })
}

struct Summaries<'a> {
    snapshot: &'a Snapshot,
    model: &'a Model,
    stored: &'a StoredType,
}

impl Summaries<'_> {
    /// In the order of `wanted`.
    async fn of(&self, wanted: &[(DocumentId, Locale)]) -> Result<Vec<EntrySummary>, AppError> {
        let mut ids: Vec<DocumentId> = wanted.iter().map(|(document, _)| *document).collect();
        ids.dedup();
        let owners = documents::by_ids(self.snapshot, &ids).await?;
        let mut rows: HashMap<(DocumentId, Locale, Stage), Entry> = HashMap::new();
        for row in entries::by_documents(self.snapshot, &ids).await? {
            rows.insert((row.document, row.locale.clone(), row.stage), row);
        }
        let mut summaries = Vec::with_capacity(wanted.len());
        for (document, locale) in wanted {
            let Some(draft) = rows.get(&(*document, locale.clone(), Stage::Draft)) else { continue };
            let published = rows.get(&(*document, locale.clone(), Stage::Published));
            let owner = owners.iter().find(|owner| owner.id == *document);
            let trashed = draft.trashed_at.is_some() || owner.is_some_and(|owner| owner.trashed_at.is_some());
            let data = self.data(draft)?;
            summaries.push(EntrySummary {
                document: *document,
                locale: locale.clone(),
                title: self.title(&data),
                slug: draft.slug.clone(),
                status: self.status(trashed, &data, draft, published)?,
                version: draft.version,
                published_at: draft.published_at,
                created_at: draft.created_at,
                updated_at: draft.updated_at,
                created_by: owner.and_then(|owner| owner.created_by),
                updated_by: draft.updated_by,
            });
        }
        Ok(summaries)
    }

    fn data(&self, row: &Entry) -> Result<Map<String, Value>, AppError> {
        let data: Map<String, Value> = serde_json::from_str(&row.data).map_err(AppError::internal)?;
        Ok(if row.schema_version == self.stored.version {
            data
        } else {
            values::upcast(self.model, self.stored, row.schema_version, &data)
        })
    }

    /// None when the field that holds it is not for everybody who sees the list.
    fn title(&self, data: &Map<String, Value>) -> Option<String> {
        let field = self.stored.schema.title_field().filter(|field| !field.options.private)?;
        data.get(&field.name)?.as_str().map(str::to_owned)
    }

    fn status(
        &self,
        trashed: bool,
        data: &Map<String, Value>,
        draft: &Entry,
        published: Option<&Entry>,
    ) -> Result<EntryStatus, AppError> {
        Ok(match published {
            _ if trashed => EntryStatus::Trashed,
            None => EntryStatus::Draft,
            Some(published)
                if published.published_at == draft.published_at && self.data(published)? == *data =>
            {
                EntryStatus::Published
            }
            Some(_) => EntryStatus::Changed,
        })
    }
}
