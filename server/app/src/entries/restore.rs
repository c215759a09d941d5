//! Restore: an old revision becomes the draft, as a new revision.

use galley_domain::documents::RevisionKind;
use galley_domain::events::EventKind;
use galley_domain::ids::{DocumentId, RevisionNumber};
use galley_domain::locales::Locale;
use galley_domain::roles::Permission;
use serde_json::{Map, Value};

use super::action::{self, Expected, Request, Written};
use super::policy;
use super::revisions;
use super::save::slug_of;
use super::working::Working;
use crate::commit::RowKey;
use crate::context::Ctx;
use crate::error::AppError;

/// Makes the draft say what the revision said, in today's schema.
pub async fn restore(
    ctx: &Ctx,
    document: DocumentId,
    locale: &Locale,
    number: RevisionNumber,
    expected: Expected,
) -> Result<Written, AppError> {
    // A closed revision never changes, so it may be read before the document is.
    let revision = revisions::get(ctx, document, locale, number).await?;
    let request = Request::bare(document, locale);
    action::run(ctx, &request, |working, _| {
        working.require_change(Permission::EditEntries, locale, expected)?;
        policy::require_not_trashed(working.loaded, locale)?;
        working.restore(locale, &revision.data)
    })
    .await
}

impl Working<'_> {
    fn restore(&mut self, locale: &Locale, data: &Map<String, Value>) -> Result<(), AppError> {
        let key = RowKey::draft(locale.clone());
        let Some(draft) = self.rows.get_mut(&key) else {
            return Err(self.loaded.not_written_in(locale));
        };
        draft.data.clone_from(data);
        draft.slug = slug_of(&self.loaded.stored.schema, data);
        self.close_session(locale);
        self.revise_closed(locale, RevisionKind::Restore);
        self.stamp(&key);
        self.happened.push((EventKind::EntryRestored, key));
        self.share_fields(locale);
        Ok(())
    }
}
