//! An entry as editors see it: the draft, what is published, and how the two stand to each other.

use galley_domain::ids::{DocumentId, RevisionNumber};
use galley_domain::locales::{Locale, Stage};
use galley_domain::roles::{ActorRef, Permission};
use galley_domain::schema::TypeName;

use super::action::Request;
use super::load;
use super::loaded::Loaded;
use super::policy;
use super::row::Row;
use crate::context::Ctx;
use crate::error::AppError;

/// How draft and published stage stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryStatus {
    /// Never published, or unpublished.
    Draft,
    Published,
    /// Published, and the draft says something else.
    Changed,
    Trashed,
}

impl EntryStatus {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Changed => "changed",
            Self::Trashed => "trashed",
        }
    }
}

/// One locale of a document with both stages.
#[derive(Debug, Clone)]
pub struct EntryState {
    pub document: DocumentId,
    pub content_type: TypeName,
    pub locale: Locale,
    pub draft: Row,
    pub published: Option<Row>,
    pub status: EntryStatus,
    pub revision: Option<RevisionNumber>,
    /// The public path while it is published and its type has pages.
    pub path: Option<String>,
    /// All locales in which the document exists.
    pub locales: Vec<Locale>,
    /// Whose the document is.
    pub created_by: Option<ActorRef>,
}

impl EntryState {
    /// The state of one locale, if the document has it.
    pub(super) fn of(loaded: &Loaded, locale: &Locale) -> Option<Self> {
        let draft = loaded.draft(locale)?.clone();
        let published = loaded.published(locale).cloned();
        let status = match &published {
            _ if loaded.is_trashed(locale) => EntryStatus::Trashed,
            None => EntryStatus::Draft,
            Some(row) if row.data == draft.data && row.published_at == draft.published_at => {
                EntryStatus::Published
            }
            Some(_) => EntryStatus::Changed,
        };
        let drafts = loaded.rows.keys().filter(|key| key.stage == Stage::Draft);
        Some(Self {
            document: loaded.document,
            content_type: loaded.stored.schema.singular.clone(),
            locale: locale.clone(),
            revision: draft.revision,
            draft,
            published,
            status,
            path: loaded.paths.get(locale).cloned(),
            locales: drafts.map(|key| key.locale.clone()).collect(),
            created_by: loaded.created_by(),
        })
    }
}

/// The state of one entry, for who may see drafts.
pub async fn get(ctx: &Ctx, document: DocumentId, locale: &Locale) -> Result<EntryState, AppError> {
    let (loaded, _) = load::load(ctx, &Request::bare(document, locale)).await?;
    require_readable(ctx, &loaded)?;
    EntryState::of(&loaded, locale).ok_or_else(|| loaded.not_written_in(locale))
}

/// Fails as an unknown document does for whoever may not see drafts of its type.
pub(super) fn require_readable(ctx: &Ctx, loaded: &Loaded) -> Result<(), AppError> {
    policy::require_visible(&ctx.actor, loaded)?;
    policy::require(&ctx.actor, Permission::ReadDrafts, loaded)
}
