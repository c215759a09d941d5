//! Make a link to a draft.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::events::EventKind;
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_store::preview_links::{self, PreviewLinkRow};
use galley_store::{Priority, documents};

use super::link::PreviewLink;
use super::list::MOST_LINKS;
use crate::context::Ctx;
use crate::entries::EntryStatus;
use crate::entries::state;
use crate::error::AppError;
use crate::idempotency::{self, Outcome};
use crate::{event_log, ids};

const MINUTE: i64 = 60_000_000;
const LONGEST: u32 = 24 * 60;

/// How long a link shows its draft; a day at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    minutes: u32,
}

impl Lifetime {
    pub fn of_minutes(minutes: u32) -> Result<Self, FieldErrors> {
        let path = || FieldPath::of("expires_in_minutes");
        match minutes {
            0 => Err(FieldErrors::one(path(), FieldErrorCode::TooSmall, "must be at least 1")),
            1..=LONGEST => Ok(Self { minutes }),
            _ => {
                let message = format!("must be at most {LONGEST}, which is a day");
                Err(FieldErrors::one(path(), FieldErrorCode::TooLarge, message))
            }
        }
    }
}

impl Default for Lifetime {
    fn default() -> Self {
        Self { minutes: LONGEST }
    }
}

/// Makes a link to a draft that the actor may read. What it shows is what anybody could see once it is published.
pub async fn create(
    ctx: &Ctx,
    document: DocumentId,
    locale: &Locale,
    lifetime: Lifetime,
) -> Result<PreviewLink, AppError> {
    let entry = state::get(ctx, document, locale).await?;
    let model = ctx.model();
    let is_public = model.content_type(&entry.content_type).is_some_and(|stored| stored.schema.public);
    if !is_public {
        return Err(AppError::State("entries of this type have no page".to_owned()));
    }
    if entry.status == EntryStatus::Trashed {
        return Err(AppError::State("the entry is in the trash: restore it first".to_owned()));
    }
    let now = ctx.now();
    let work = ctx.app.store.write(Priority::Interactive).await?;
    // At once with the document, so that none is made for one that is gone.
    if documents::lock(&work, &[document]).await?.is_empty() {
        return Err(AppError::not_found("entry", document));
    }
    let there = preview_links::list(&work, document, locale, now, MOST_LINKS).await?;
    if u64::try_from(there.len()).unwrap_or(u64::MAX) >= MOST_LINKS {
        return Err(AppError::State(format!("there are {MOST_LINKS} links to this draft already")));
    }
    let row = PreviewLinkRow {
        id: ids::new_document_id(now),
        document,
        locale: locale.clone(),
        expires_at: now + i64::from(lifetime.minutes) * MINUTE,
        created_at: now,
        created_by: ctx.actor.reference().number(),
    };
    preview_links::insert(&work, &row).await?;
    let link = PreviewLink::of(row, &ctx.app.config);
    let event = link.event(EventKind::PreviewCreated);
    event_log::append(&work, ctx.actor.reference(), now, event).await?;
    idempotency::remember(&work, ctx, Outcome::PreviewLink(&link)).await?;
    work.commit().await?;
    Ok(link)
}
