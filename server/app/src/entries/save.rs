//! Create, save and autosave: input of an API becomes a draft.

use galley_domain::documents::RevisionKind;
use galley_domain::errors::FieldErrors;
use galley_domain::events::EventKind;
use galley_domain::ids::DocumentId;
use galley_domain::locales::{Locale, Stage};
use galley_domain::patch::Patch;
use galley_domain::roles::Permission;
use galley_domain::schema::{ContentType, TypeName};
use galley_domain::values::{self, Normalise, Strictness, WriteMode};
use serde_json::{Map, Value};

use super::action::{self, Expected, Request, Written};
use super::policy;
use super::row::Row;
use super::slug;
use super::surroundings::Surroundings;
use super::working::Working;
use crate::commit::RowKey;
use crate::context::Ctx;
use crate::error::AppError;

/// How often the editor saves decides what becomes of the revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveKind {
    /// While typing: rewrites the open session revision.
    Autosave,
    /// On purpose: closes the session.
    Save,
    Import,
}

/// What a writer sends. Attributes that are absent from `data` keep the draft's value.
#[derive(Debug, Clone, Default)]
pub struct SaveInput {
    pub data: Map<String, Value>,
    /// Microseconds UTC.
    pub published_at: Patch<i64>,
    /// Only importers set it.
    pub created_at: Option<i64>,
}

/// Makes a document with its first draft.
pub async fn create(
    ctx: &Ctx,
    name: &TypeName,
    locale: &Locale,
    input: &SaveInput,
) -> Result<Written, AppError> {
    let request = Request::create(ctx, name, locale, &input.data)?;
    action::run(ctx, &request, |working, surroundings| {
        policy::require(&ctx.actor, Permission::CreateEntries, working.loaded)?;
        working.save(locale, input, surroundings, SaveKind::Save)
    })
    .await
}

/// Writes the draft of a document; a locale that has none yet gets one.
pub async fn save(
    ctx: &Ctx,
    document: DocumentId,
    locale: &Locale,
    expected: Expected,
    input: &SaveInput,
) -> Result<Written, AppError> {
    update(ctx, Update { document, locale, expected, input, kind: SaveKind::Save }).await
}

/// Writes the draft while it is being typed.
pub async fn autosave(
    ctx: &Ctx,
    document: DocumentId,
    locale: &Locale,
    expected: Expected,
    input: &SaveInput,
) -> Result<Written, AppError> {
    update(ctx, Update { document, locale, expected, input, kind: SaveKind::Autosave }).await
}

struct Update<'a> {
    document: DocumentId,
    locale: &'a Locale,
    expected: Expected,
    input: &'a SaveInput,
    kind: SaveKind,
}

async fn update(ctx: &Ctx, update: Update<'_>) -> Result<Written, AppError> {
    let Update { document, locale, expected, input, kind } = update;
    let request = Request::write(document, locale, &input.data);
    action::run(ctx, &request, |working, surroundings| {
        working.require_change(Permission::EditEntries, locale, expected)?;
        working.save(locale, input, surroundings, kind)
    })
    .await
}

impl Working<'_> {
    /// One step: the draft of this locale takes the input.
    pub(super) fn save(
        &mut self,
        locale: &Locale,
        input: &SaveInput,
        surroundings: &Surroundings,
        kind: SaveKind,
    ) -> Result<(), AppError> {
        policy::require_locale(self.loaded, locale)?;
        policy::require_not_trashed(self.loaded, locale)?;
        let key = RowKey::draft(locale.clone());
        let existing = self.rows.get(&key).cloned();
        let shared = self.shared_by_siblings(locale);
        let previous = existing.as_ref().map(|row| &row.data).or(shared.as_ref());
        let data = self.normalised(previous, &input.data, surroundings)?;
        let mut row = existing.unwrap_or_else(|| Row::empty(self.now, self.author()));
        row.data = data;
        self.fill_slug(&mut row.data, surroundings);
        row.slug = slug_of(&self.loaded.stored.schema, &row.data);
        row.published_at = input.published_at.applied(row.published_at);
        if let Some(created_at) = input.created_at {
            row.created_at = created_at;
        }
        let before = self.rows.get(&key);
        if before == Some(&row) && kind != SaveKind::Autosave && !self.session_is_open(locale) {
            return Ok(());
        }
        let existed = before.is_some();
        self.rows.insert(key.clone(), row);
        self.record_draft(&key, existed, kind);
        self.share_fields(locale);
        Ok(())
    }

    fn session_is_open(&self, locale: &Locale) -> bool {
        self.heads.get(locale).is_some_and(|head| head.open)
    }

    /// What a locale that has no draft yet starts with, when the document has others.
    fn shared_by_siblings(&self, locale: &Locale) -> Option<Map<String, Value>> {
        let (_, sibling) =
            self.rows.iter().find(|(key, _)| key.locale != *locale && key.stage == Stage::Draft)?;
        let mut data = Map::new();
        values::copy_shared(&self.loaded.stored.schema, &sibling.data, &mut data);
        Some(data)
    }

    fn normalised(
        &mut self,
        previous: Option<&Map<String, Value>>,
        input: &Map<String, Value>,
        surroundings: &Surroundings,
    ) -> Result<Map<String, Value>, FieldErrors> {
        let mut next_component = self.next_component;
        let context = Normalise {
            previous,
            targets: &surroundings.targets,
            strictness: Strictness::Draft,
            mode: WriteMode::Merge,
            next_component: &mut next_component,
        };
        let data = values::normalise(&self.loaded.model, &self.loaded.stored.schema, input, context)?;
        self.next_component = next_component;
        Ok(data)
    }

    fn fill_slug(&mut self, data: &mut Map<String, Value>, surroundings: &Surroundings) {
        let schema = &self.loaded.stored.schema;
        if let Some((field, plain)) = slug::wanted(schema, data) {
            let slug = slug::free(&plain, &surroundings.taken_slugs);
            slug::insert(schema, data, &field, slug);
            self.made_slug = true;
        }
    }

    fn record_draft(&mut self, key: &RowKey, existed: bool, kind: SaveKind) {
        match kind {
            SaveKind::Autosave => self.revise_session(&key.locale),
            SaveKind::Save => self.revise_closed(&key.locale, RevisionKind::Save),
            SaveKind::Import => self.revise_closed(&key.locale, RevisionKind::Import),
        }
        self.stamp(key);
        let event = match (existed, kind) {
            (false, _) => EventKind::EntryCreated,
            (true, SaveKind::Autosave) => EventKind::DraftTouched,
            (true, SaveKind::Save | SaveKind::Import) => EventKind::EntrySaved,
        };
        self.happened.push((event, key.clone()));
    }

    /// Sibling drafts take over the fields that locales share.
    pub(super) fn share_fields(&mut self, locale: &Locale) {
        if !self.loaded.stored.schema.localized {
            return;
        }
        let Some(source) = self.rows.get(&RowKey::draft(locale.clone())).map(|row| row.data.clone()) else {
            return;
        };
        let siblings: Vec<RowKey> = self
            .rows
            .keys()
            .filter(|key| key.stage == Stage::Draft && key.locale != *locale)
            .cloned()
            .collect();
        for key in siblings {
            let Some(row) = self.rows.get_mut(&key) else { continue };
            let mut shared = row.data.clone();
            values::copy_shared(&self.loaded.stored.schema, &source, &mut shared);
            if shared != row.data {
                row.slug = slug_of(&self.loaded.stored.schema, &shared);
                row.data = shared;
                self.revise_closed(&key.locale, RevisionKind::Save);
                self.stamp(&key);
                self.happened.push((EventKind::EntrySaved, key));
            }
        }
    }
}

pub(super) fn slug_of(schema: &ContentType, data: &Map<String, Value>) -> Option<String> {
    let field = schema.slug_field()?;
    data.get(&field.name).and_then(Value::as_str).map(str::to_owned)
}
