//! Publish: a closed revision becomes what readers see.

use galley_domain::documents::RevisionKind;
use galley_domain::events::EventKind;
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::roles::Permission;
use galley_domain::schema::TypeName;
use galley_domain::values;

use super::action::{self, Expected, Request, Written};
use super::policy;
use super::row::Row;
use super::save::{SaveInput, SaveKind};
use super::working::Working;
use crate::commit::RowKey;
use crate::context::Ctx;
use crate::error::AppError;

/// Publishes the newest revision of the draft.
pub async fn publish(
    ctx: &Ctx,
    document: DocumentId,
    locale: &Locale,
    expected: Expected,
) -> Result<Written, AppError> {
    let request = Request::bare(document, locale);
    action::run(ctx, &request, |working, _| {
        working.require_change(Permission::PublishEntries, locale, expected)?;
        working.publish(locale)
    })
    .await
}

/// Makes a document and publishes it, in one unit of work.
pub async fn create_published(
    ctx: &Ctx,
    name: &TypeName,
    locale: &Locale,
    input: &SaveInput,
) -> Result<Written, AppError> {
    let request = Request::create(ctx, name, locale, &input.data)?;
    action::run(ctx, &request, |working, surroundings| {
        policy::require(&ctx.actor, Permission::CreateEntries, working.loaded)?;
        policy::require(&ctx.actor, Permission::PublishEntries, working.loaded)?;
        working.save(locale, input, surroundings, SaveKind::Save)?;
        working.publish(locale)
    })
    .await
}

/// Saves and publishes, in one unit of work.
pub async fn save_published(
    ctx: &Ctx,
    document: DocumentId,
    locale: &Locale,
    expected: Expected,
    input: &SaveInput,
) -> Result<Written, AppError> {
    let request = Request::write(document, locale, &input.data);
    action::run(ctx, &request, |working, surroundings| {
        working.require_change(Permission::EditEntries, locale, Expected::Any)?;
        working.require_change(Permission::PublishEntries, locale, expected)?;
        working.save(locale, input, surroundings, SaveKind::Save)?;
        working.publish(locale)
    })
    .await
}

impl Working<'_> {
    /// One step: what the newest revision says is what readers see.
    pub(super) fn publish(&mut self, locale: &Locale) -> Result<(), AppError> {
        policy::require_not_trashed(self.loaded, locale)?;
        let draft_key = RowKey::draft(locale.clone());
        let Some(draft) = self.rows.get(&draft_key).cloned() else {
            return Err(self.loaded.not_written_in(locale));
        };
        if self.heads.get(locale).is_some_and(|head| head.open) {
            self.revise_closed(locale, RevisionKind::Publish);
        }
        let schema = &self.loaded.stored.schema;
        let mut errors = values::check_publish(&self.loaded.model, schema, &draft.data);
        let published_at = draft.published_at.unwrap_or(self.now);
        let planned = self.planned_path(locale, &draft, published_at, &mut errors);
        errors.or(())?;
        self.put_published(locale, &draft, published_at);
        if let Some(planned) = planned {
            self.route(locale, planned);
        }
        Ok(())
    }

    fn put_published(&mut self, locale: &Locale, draft: &Row, published_at: i64) {
        let key = RowKey::published(locale.clone());
        let before = self.rows.get(&key);
        let row = Row {
            version: before.map_or(galley_domain::ids::EntryVersion(0), |row| row.version),
            revision: self.heads.get(locale).map(|head| head.number),
            published_at: Some(published_at),
            first_published_at: draft.first_published_at.or(Some(self.now)),
            created_at: before.map_or(draft.created_at, |row| row.created_at),
            ..draft.clone()
        };
        let times = (row.published_at, row.first_published_at);
        self.rows.insert(key.clone(), row);
        let draft_key = RowKey::draft(locale.clone());
        if let Some(draft) = self.rows.get_mut(&draft_key) {
            (draft.published_at, draft.first_published_at) = times;
        }
        self.stamp(&key);
        self.stamp(&draft_key);
        self.happened.push((EventKind::EntryPublished, key));
    }
}
