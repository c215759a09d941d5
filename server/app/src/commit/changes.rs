//! What a plan wants written, in plain data.

use galley_domain::documents::RevisionKind;
use galley_domain::events::Event;
use galley_domain::ids::{
    ContentTypeId, DocumentId, EntryVersion, RevisionId, RevisionNumber, SchemaVersion,
};
use galley_domain::locales::{Locale, Stage};
use galley_domain::roles::ActorRef;
use galley_domain::values::Derived;

/// Which of a document's rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    pub locale: Locale,
    pub stage: Stage,
}

impl RowKey {
    pub const fn draft(locale: Locale) -> Self {
        Self { locale, stage: Stage::Draft }
    }

    pub const fn published(locale: Locale) -> Self {
        Self { locale, stage: Stage::Published }
    }
}

/// What the plan saw; when the database says otherwise under the lock, the plan is made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedOn {
    pub schema_version: SchemaVersion,
    /// The counter of component ids; 0 for a document that does not exist yet.
    pub next_component: i64,
    pub rows: Vec<(RowKey, EntryVersion)>,
}

/// What happens to the document itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentWrite {
    Create,
    Keep,
    /// The instant of the trash, in microseconds UTC.
    Trash(i64),
    Untrash,
    Delete,
}

/// One row of `entries` as it shall be.
#[derive(Debug, Clone)]
pub struct RowWrite {
    pub key: RowKey,
    pub version: EntryVersion,
    pub revision: Option<RevisionNumber>,
    /// The canonical document.
    pub data: String,
    pub served: String,
    pub slug: Option<String>,
    pub published_at: Option<i64>,
    pub first_published_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    pub created_by: Option<ActorRef>,
    pub updated_by: Option<ActorRef>,
    pub trashed_at: Option<i64>,
    pub derived: RowDerived,
    /// The Markdown that the page of a published row shows.
    pub body: Option<String>,
}

/// What is derived beside a row.
#[derive(Debug, Clone)]
pub enum RowDerived {
    /// Data did not change: the derived rows stay as they are.
    Unchanged,
    /// Replace them. Unique values are written for published rows only.
    Replace(Derived),
    /// In the trash: values go, links stay for "where used".
    Trashed,
}

/// A revision to add, or the open one to rewrite.
#[derive(Debug, Clone)]
pub struct RevisionWrite {
    /// The open session revision that this one takes the place of.
    pub rewrites: Option<RevisionId>,
    pub locale: Locale,
    pub number: RevisionNumber,
    pub kind: RevisionKind,
    pub open: bool,
    pub data: String,
    pub authors: Vec<ActorRef>,
    pub created_at: i64,
    pub updated_at: i64,
}

/// A row of `routes` to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RouteWrite {
    /// The entry's own path. Takes the place of an old path of an entry, collides with an entry.
    Entry { locale: Locale, path: String, above: Option<Above> },
    /// An old path of the document. Gives way to whatever is there.
    Redirect { locale: Locale, path: String },
}

/// The entry above one in a tree of pages, and where the plan saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Above {
    pub document: DocumentId,
    pub path: String,
}

/// A row of `imports`.
#[derive(Debug, Clone)]
pub struct ImportRecord {
    pub source: String,
    pub key: String,
    pub content_hash: [u8; 32],
    pub locale: Locale,
    pub revision: RevisionNumber,
}

/// Everything one action does to one document.
#[derive(Debug, Clone)]
pub struct Changes {
    pub document: DocumentId,
    pub content_type: ContentTypeId,
    pub planned_on: PlannedOn,
    pub document_write: DocumentWrite,
    pub next_component: i64,
    pub rows: Vec<RowWrite>,
    pub removed_rows: Vec<RowKey>,
    pub revisions: Vec<RevisionWrite>,
    /// Sessions that ended by themselves and were still marked open.
    pub closed_sessions: Vec<Locale>,
    pub routes: Vec<RouteWrite>,
    /// Locales whose page leaves its path: the path leads to wherever the page is from now on, and nowhere while there
    /// is none.
    pub left: Vec<Locale>,
    /// The document comes to a single, which has one outside the trash.
    pub comes_to_single: bool,
    pub events: Vec<Event>,
    pub import: Option<ImportRecord>,
}
