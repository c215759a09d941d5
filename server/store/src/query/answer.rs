//! What a query found: entries and assets, and which of them hang where. Presenters walk it along the selection.

use galley_domain::ids::{AssetId, DocumentId, EntryId, InstanceId, PathId, SchemaVersion};
use galley_domain::locales::Locale;
use galley_domain::query::Direction;

/// The text of an entry that the selection needs.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The members that anybody may see, ready to be sent, written for the current version of the type.
    Served(String),
    /// The values of the named fields, in the order of the selection.
    Leaves(Vec<Option<Leaf>>),
    /// The whole document, as `schema_version` wrote it.
    Data(String),
}

/// One value of `field_values`.
#[derive(Debug, Clone, PartialEq)]
pub enum Leaf {
    Text(String),
    /// A whole number.
    Integer(f64),
    Boolean(bool),
}

/// One row of `entries`. Times are microseconds UTC; they are read only when the selection shows one of them.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryRow {
    pub id: EntryId,
    pub document: DocumentId,
    pub locale: Locale,
    pub schema_version: SchemaVersion,
    pub created_at: i64,
    pub updated_at: i64,
    pub published_at: Option<i64>,
    pub content: Content,
}

/// One row of `assets`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetRow {
    pub id: AssetId,
    pub document: DocumentId,
    pub name: String,
    pub alternative_text: Option<String>,
    pub caption: Option<String>,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub hash: Vec<u8>,
    /// Without the dot.
    pub extension: String,
    pub mime: String,
    pub bytes: i64,
    pub created_at: i64,
    pub updated_at: i64,
}

/// The place of an entry in an [`Answer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeIndex(pub(super) usize);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Entry(NodeIndex),
    Asset(usize),
}

/// One thing that hangs below an entry, or below a component instance of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    pub direction: Direction,
    pub path: PathId,
    pub owner: InstanceId,
    pub target: Target,
}

impl Linked {
    const fn key(&self) -> (bool, PathId, InstanceId) {
        (matches!(self.direction, Direction::Inverse), self.path, self.owner)
    }
}

/// An entry as one selection shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryNode {
    pub row: EntryRow,
    /// Sorted by key; those of one key are in the order in which they are shown.
    linked: Vec<Linked>,
}

impl EntryNode {
    pub(super) const fn new(row: EntryRow) -> Self {
        Self { row, linked: Vec::new() }
    }

    /// What the field at `path` leads to, from the entry itself or one of its component instances.
    pub fn linked(&self, direction: Direction, path: PathId, owner: InstanceId) -> &[Linked] {
        let key = (direction == Direction::Inverse, path, owner);
        let start = self.linked.partition_point(|linked| linked.key() < key);
        let rest = self.linked.get(start..).unwrap_or_default();
        let end = rest.partition_point(|linked| linked.key() == key);
        rest.get(..end).unwrap_or_default()
    }
}

/// Everything that was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    nodes: Vec<EntryNode>,
    assets: Vec<AssetRow>,
    /// The entries of the page, in order.
    pub top: Vec<NodeIndex>,
    /// How many entries match, when that was asked.
    pub total: Option<u64>,
    /// Documents that a link leads to and that cannot be seen; some may be there several times.
    pub absent: Vec<DocumentId>,
}

impl Answer {
    pub fn node(&self, index: NodeIndex) -> &EntryNode {
        &self.nodes[index.0]
    }

    pub fn asset(&self, index: usize) -> &AssetRow {
        &self.assets[index]
    }

    /// Every entry, in the order in which they were read.
    pub fn entries(&self) -> impl Iterator<Item = &EntryRow> {
        self.nodes.iter().map(|node| &node.row)
    }

    pub fn assets(&self) -> &[AssetRow] {
        &self.assets
    }

    /// Entries and assets read: what the answer cost.
    pub fn rows_read(&self) -> usize {
        self.nodes.len() + self.assets.len()
    }

    /// What [`add`](Self::add) gives next.
    pub(super) const fn next_index(&self) -> NodeIndex {
        NodeIndex(self.nodes.len())
    }

    pub(super) fn add(&mut self, row: EntryRow) -> NodeIndex {
        let index = self.next_index();
        self.nodes.push(EntryNode::new(row));
        index
    }

    pub(super) fn add_asset(&mut self, asset: AssetRow) -> Target {
        self.assets.push(asset);
        Target::Asset(self.assets.len() - 1)
    }

    /// Hangs `linked` below an entry; [`seal`](Self::seal) puts them in order.
    pub(super) fn attach(&mut self, parent: NodeIndex, linked: Linked) {
        self.nodes[parent.0].linked.push(linked);
    }

    /// Sorts what hangs below the entries; what has the same key keeps its order.
    pub(super) fn seal(&mut self, parents: &[NodeIndex]) {
        for parent in parents {
            self.nodes[parent.0].linked.sort_by_key(Linked::key);
        }
    }
}
