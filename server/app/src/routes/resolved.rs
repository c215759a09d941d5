//! What can be at a path.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::routes::{ArchiveOf, FeedKind, RedirectStatus, feed_path, page_path};
use galley_domain::schema::StoredType;

/// Where something is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// In which it is shown.
    pub locale: Locale,
    /// Decoded, with the prefix of the locale, without the page of a list or a feed.
    pub base: String,
    /// Of a list or its feed, from 1.
    pub page: u64,
}

impl Place {
    /// The path of this page.
    pub fn path(&self) -> String {
        page_path(&self.base, self.page)
    }

    /// The path of this page of a feed of the list that is here.
    pub fn feed(&self, kind: FeedKind) -> String {
        feed_path(&self.base, kind, self.page)
    }
}

/// A list at a path.
#[derive(Debug, Clone)]
pub enum ListOf {
    /// The front page, which may list nothing.
    Front(Option<Arc<StoredType>>),
    Type(Arc<StoredType>),
}

/// What a feed follows.
#[derive(Debug, Clone)]
pub enum Followed {
    List(ListOf),
    Term { stored: Arc<StoredType>, archive: ArchiveOf, document: DocumentId },
}

/// What is at a path, as far as routes, model and settings know. That its entry can still be read is not said.
#[derive(Debug, Clone)]
pub enum Resolved {
    /// The page of a published entry.
    Entry {
        place: Place,
        stored: Arc<StoredType>,
        document: DocumentId,
    },
    /// What its author wrote, for machines that read Markdown.
    Markdown {
        place: Place,
        stored: Arc<StoredType>,
        document: DocumentId,
    },
    List {
        place: Place,
        of: ListOf,
    },
    /// The page of an entry that lists what names it.
    Term {
        place: Place,
        stored: Arc<StoredType>,
        archive: ArchiveOf,
        document: DocumentId,
    },
    /// `place` is that of the list.
    Feed {
        place: Place,
        kind: FeedKind,
        of: Followed,
    },
    /// Somewhere else: an encoded path of this site, or what an operator set.
    Redirect {
        to: String,
        status: RedirectStatus,
    },
    /// Nothing any more, which an operator says.
    Gone {
        /// In which that is said.
        locale: Locale,
        path: String,
    },
    Missing {
        /// In which that is said.
        locale: Locale,
        /// As it was asked for, decoded where that is possible.
        path: String,
    },
}
