//! Public paths and what they lead to. Which paths an entry has is decided by the domain.

mod branches;
pub(crate) mod entity;
mod finders;
mod pages;
mod touched;
mod writes;

pub use branches::{Branch, Branching, branches_below, branches_of};
pub use finders::{by_documents, by_path, by_paths, entry_paths, first_in_prefix, pages_in_locales};
pub use pages::{KeyRange, ListedPage, PageTotals, page_totals, pages_in, pages_of};
pub(crate) use touched::TouchedRoutes;
pub use writes::{delete_for_documents, delete_paths, insert_all, leave_redirects};

use galley_domain::ids::{ContentTypeId, DocumentId};
use galley_domain::locales::Locale;
use galley_domain::routes::RedirectStatus;

use crate::error::StoreError;

const TABLE: &str = "routes";
const ENTRY: i16 = 0;
const REDIRECT_TO_ENTRY: i16 = 1;

/// What an operator set has a kind for each status, so that one row says all that a request needs.
const fn kind_of(status: RedirectStatus) -> i16 {
    match status {
        RedirectStatus::Moved => 2,
        RedirectStatus::Found => 3,
        RedirectStatus::Permanent => 4,
        RedirectStatus::Gone => 5,
    }
}

/// A path as the site has it: decoded, beginning with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub path: String,
    pub locale: Locale,
    pub target: RouteTarget,
    pub created_at: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RouteTarget {
    /// The page of a published entry.
    Entry { content_type: ContentTypeId, document: DocumentId },
    /// 301 to wherever the entry of the document is now.
    RedirectToEntry { content_type: ContentTypeId, document: DocumentId },
    /// What an operator set; `to` as it stands in a `Location`.
    Redirect { status: RedirectStatus, to: Option<String> },
}

impl RouteTarget {
    pub const fn document(&self) -> Option<DocumentId> {
        match self {
            Self::Entry { document, .. } | Self::RedirectToEntry { document, .. } => Some(*document),
            Self::Redirect { .. } => None,
        }
    }
}

impl TryFrom<entity::Model> for Route {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        let content_type = row.content_type_id.map(ContentTypeId);
        let document = row.document_id.map(DocumentId::from_uuid);
        let set = RedirectStatus::ALL.into_iter().find(|status| kind_of(*status) == row.kind);
        let target = match (row.kind, content_type, document, row.target_path) {
            (ENTRY, Some(content_type), Some(document), _) => RouteTarget::Entry { content_type, document },
            (REDIRECT_TO_ENTRY, Some(content_type), Some(document), _) => {
                RouteTarget::RedirectToEntry { content_type, document }
            }
            (kind, _, _, to) => match set {
                Some(status) if status.leads_somewhere() == to.is_some() => {
                    RouteTarget::Redirect { status, to }
                }
                Some(_) | None => {
                    return Err(StoreError::corrupt(TABLE, format!("kind `{kind}` lacks its target")));
                }
            },
        };
        Ok(Self {
            path: row.path,
            locale: Locale::from_stored(row.locale),
            target,
            created_at: row.created_at,
        })
    }
}
