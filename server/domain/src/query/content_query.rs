//! A checked query: every name is a path id, every operand has its type, nothing in it is hidden from the actor.

use std::sync::Arc;

use super::operator::Operator;
use crate::ids::{DocumentId, PathId};
use crate::locales::{Locale, Stage};
use crate::schema::{Cardinality, ComponentName, PathChain, StoredType};

/// Which locale the rows are taken from. For a type that is not localized it is always the empty one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocaleChoice {
    One(Locale),
    Any,
}

/// Which column of `field_values` holds a leaf; also how its operand is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueColumn {
    Text,
    Number,
    Time,
    Boolean,
    /// The leaf is not in `field_values`: only the evaluator can decide it.
    Unindexed,
    /// As `Unindexed`, and one value whatever its shape.
    Json,
}

impl ValueColumn {
    /// Whether `field_values` has the leaf.
    pub const fn is_indexed(self) -> bool {
        matches!(self, Self::Text | Self::Number | Self::Time | Self::Boolean)
    }
}

/// An operand with the type of its field.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    Text(String),
    Number(f64),
    /// Microseconds UTC.
    Time(i64),
    Boolean(bool),
    /// An entry's `id`.
    Id(i64),
    Document(DocumentId),
}

/// A comparison whose operands fit the operator: none for `$null`, two for `$between`, one or more for `$in`.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub operator: Operator,
    pub operands: Vec<Operand>,
}

/// Members that every entry has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SystemField {
    Id,
    DocumentId,
    CreatedAt,
    UpdatedAt,
    PublishedAt,
    Locale,
}

impl SystemField {
    pub const ALL: [Self; 6] =
        [Self::Id, Self::DocumentId, Self::CreatedAt, Self::UpdatedAt, Self::PublishedAt, Self::Locale];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::DocumentId => "documentId",
            Self::CreatedAt => "createdAt",
            Self::UpdatedAt => "updatedAt",
            Self::PublishedAt => "publishedAt",
            Self::Locale => "locale",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == name)
    }
}

/// Which side of a relation is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The entry's own links lead to the targets.
    Owning,
    /// Links of the targets lead to the entry: path and owner belong to them.
    Inverse,
}

/// A condition on entries.
///
/// Positive comparisons of a list or of something below one hold when one item satisfies them; `$ne`, `$nei`,
/// `$notIn`, `$notContains` and `$notContainsi` hold when one *present* item differs (as Strapi's SQL does), and
/// nothing compares with an absent value but `$null`. `Not` is the complement.
#[derive(Debug, Clone)]
pub enum Predicate {
    All(Vec<Predicate>),
    Any(Vec<Predicate>),
    Not(Box<Predicate>),
    System {
        field: SystemField,
        condition: Condition,
    },
    /// A leaf of the scope it stands in: the entry, or the component instance of an enclosing `Instance`.
    Value {
        path: PathId,
        chain: PathChain,
        name: String,
        column: ValueColumn,
        condition: Condition,
    },
    /// One instance of the component at this chain satisfies `inner`.
    Instance {
        chain: PathChain,
        name: String,
        cardinality: Cardinality,
        block: Option<ComponentName>,
        inner: Box<Predicate>,
    },
    /// One linked entry that is visible in this query's stage and locale satisfies `inner`.
    Related {
        path: PathId,
        name: String,
        direction: Direction,
        target: Arc<StoredType>,
        inner: Box<Predicate>,
    },
    /// The media field holds at least one asset.
    HasAsset {
        path: PathId,
        name: String,
    },
    /// Already decided by whoever evaluates, under this number; a query never contains it.
    Decided(usize),
}

impl Predicate {
    /// Holds for every entry.
    pub const fn everything() -> Self {
        Self::All(Vec::new())
    }

    /// Holds for no entry.
    pub const fn nothing() -> Self {
        Self::Any(Vec::new())
    }

    #[must_use]
    pub fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortDirection {
    Ascending,
    Descending,
}

/// What a list is ordered by. Absent values count as the smallest; ties are broken by entry id, in the direction of
/// the last key, so that one index serves both.
#[derive(Debug, Clone)]
pub enum SortTarget {
    System(SystemField),
    /// A leaf; `via` are the to-one relations (owning side) and single components crossed on the way, outermost first.
    Value {
        via: Vec<(PathId, Arc<StoredType>)>,
        path: PathId,
        column: ValueColumn,
    },
    /// A system member of an entry reached over to-one relations.
    RelatedSystem {
        via: Vec<(PathId, Arc<StoredType>)>,
        field: SystemField,
    },
}

#[derive(Debug, Clone)]
pub struct SortKey {
    pub target: SortTarget,
    pub direction: SortDirection,
}

/// Which rows of the ordered list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub offset: u64,
    pub limit: u64,
    /// How `meta.pagination` spells it.
    pub by_offset: bool,
    pub with_total: bool,
}

/// Which members of an entry or component are shown, by name in model order. A component is always `Named`, and its
/// `id` is always shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldSelection {
    /// All that the actor may read and that `served` holds: the fast path.
    Served,
    /// Exactly these; system members as named (`documentId` and `id` always).
    Named { fields: Vec<String>, system: Vec<SystemField> },
}

/// What is expected of a populated field's own query.
#[derive(Debug, Clone)]
pub struct RelatedQuery {
    pub path: PathId,
    pub direction: Direction,
    pub cardinality: Cardinality,
    pub target: Arc<StoredType>,
    pub filter: Option<Predicate>,
    pub sort: Vec<SortKey>,
    /// At most this many per parent; `None` means the general limit of 1,000.
    pub page: Option<Page>,
    pub selection: Selection,
}

impl RelatedQuery {
    /// Whether it needs a statement of its own.
    pub fn is_own_query(&self) -> bool {
        self.filter.is_some() || !self.sort.is_empty() || self.page.is_some()
    }
}

/// A populated media field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    pub path: PathId,
    pub cardinality: Cardinality,
    /// Members of the media object to show; none: all.
    pub fields: Option<Vec<String>>,
}

/// A populated component or one kind of block.
#[derive(Debug, Clone)]
pub struct ComponentPopulate {
    pub component: ComponentName,
    pub selection: Selection,
}

#[derive(Debug, Clone)]
pub enum PopulateKind {
    Related(Box<RelatedQuery>),
    Assets(Assets),
    Component {
        cardinality: Cardinality,
        of: ComponentPopulate,
    },
    /// Every component of the list; one that was not asked for shows its scalars only when `*` was asked.
    Blocks {
        of: Vec<ComponentPopulate>,
    },
}

#[derive(Debug, Clone)]
pub struct Populate {
    pub name: String,
    pub kind: PopulateKind,
}

/// What to show of an entry or component instance.
#[derive(Debug, Clone)]
pub struct Selection {
    pub fields: FieldSelection,
    /// Scalars of the schema that the actor may read, in model order: what `Served` means on the slow path.
    pub readable: Arc<[String]>,
    /// In model order.
    pub populate: Vec<Populate>,
}

/// How many answers are expected, which gives the envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    List,
    /// One entry by its document.
    Document(DocumentId),
    /// The only entry of a single.
    Single,
}

/// A question that may be asked.
#[derive(Debug, Clone)]
pub struct ContentQuery {
    pub target: Arc<StoredType>,
    pub expected: Expected,
    pub stage: Stage,
    pub locale: LocaleChoice,
    /// In which locale localized entries are reached from entries that have none.
    pub related_locale: Locale,
    /// Where localized entries that are not in the locale of what leads to them are looked for next, in order. The site
    /// does so; an API shows what is there.
    pub related_fallbacks: Vec<Locale>,
    pub filter: Option<Predicate>,
    pub sort: Vec<SortKey>,
    pub selection: Selection,
    pub page: Page,
    /// The rows that it is expected to read: what it costs.
    pub cost: u64,
}
