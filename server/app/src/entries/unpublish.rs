//! Unpublish: readers no longer see the entry; the draft stays.

use galley_domain::events::EventKind;
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::roles::Permission;

use super::action::{self, Expected, Request, Written};
use super::policy;
use super::working::Working;
use crate::commit::RowKey;
use crate::context::Ctx;
use crate::error::AppError;

/// Takes the published row away. An entry that is not published stays as it is.
pub async fn unpublish(
    ctx: &Ctx,
    document: DocumentId,
    locale: &Locale,
    expected: Expected,
) -> Result<Written, AppError> {
    let request = Request::bare(document, locale);
    action::run(ctx, &request, |working, _| {
        working.require_change(Permission::PublishEntries, locale, expected)?;
        policy::require_not_trashed(working.loaded, locale)?;
        working.unpublish(locale);
        Ok(())
    })
    .await
}

impl Working<'_> {
    /// One step: the published row and its path go.
    pub(super) fn unpublish(&mut self, locale: &Locale) {
        let key = RowKey::published(locale.clone());
        if self.rows.remove(&key).is_some() {
            self.unroute(locale);
            self.stamp(&RowKey::draft(locale.clone()));
            self.touched.remove(&key);
            self.happened.push((EventKind::EntryUnpublished, key));
        }
    }
}
