//! Discard draft: the draft becomes what is published again.

use galley_domain::documents::RevisionKind;
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

/// Takes the draft back to the published row; what it said stays in the history.
pub async fn discard_draft(
    ctx: &Ctx,
    document: DocumentId,
    locale: &Locale,
    expected: Expected,
) -> Result<Written, AppError> {
    let request = Request::bare(document, locale);
    action::run(ctx, &request, |working, _| {
        working.require_change(Permission::EditEntries, locale, expected)?;
        policy::require_not_trashed(working.loaded, locale)?;
        working.discard(locale)
    })
    .await
}

impl Working<'_> {
    fn discard(&mut self, locale: &Locale) -> Result<(), AppError> {
        let key = RowKey::draft(locale.clone());
        let Some(published) = self.loaded.published(locale) else {
            return Err(AppError::State(
                "the entry is not published: there is nothing to go back to".to_owned(),
            ));
        };
        let Some(draft) = self.rows.get_mut(&key) else {
            return Err(self.loaded.not_written_in(locale));
        };
        if draft.data == published.data {
            return Ok(());
        }
        draft.data.clone_from(&published.data);
        draft.slug.clone_from(&published.slug);
        draft.published_at = published.published_at;
        // The session that held the discarded words closes as it is; the restored draft is a revision of its own.
        self.close_session(locale);
        self.revise_closed(locale, RevisionKind::Restore);
        self.stamp(&key);
        self.happened.push((EventKind::DraftDiscarded, key));
        Ok(())
    }

    /// Closes the open session without rewriting it, so that what it holds stays in the history.
    pub(super) fn close_session(&mut self, locale: &Locale) {
        if let Some(head) = self.heads.get_mut(locale).filter(|head| head.open) {
            head.open = false;
            self.closed_sessions.push(locale.clone());
        }
    }
}
