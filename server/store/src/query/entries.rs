//! Which columns of `entries` a level reads, and rows from them.
//!
//! Long texts are read only where a selection needs them: `served` for a bare entry, single values for a few named
//! fields, `data` for everything else and for rows that an older version of their type wrote.

use galley_domain::ids::{ContentTypeId, EntryId, PathId, SchemaVersion};
use galley_domain::locales::Locale;
use galley_domain::query::{FieldSelection, PopulateKind, Selection, SystemField};
use galley_domain::schema::{Cardinality, FieldKind, PathChain, StoredType};

use super::answer::{Content, EntryRow, Leaf};
use super::sql::{Alias, Sql};
use crate::error::StoreError;
use crate::row::Row;

/// More named fields than this are read from the document.
const MOST_LEAVES: usize = 8;

/// What one type of entry is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reading {
    Served,
    Leaves(Vec<(PathId, LeafColumn)>),
    Data,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LeafColumn {
    Text,
    Integer,
    Boolean,
}

#[derive(Debug)]
struct OneType {
    id: ContentTypeId,
    version: SchemaVersion,
    reading: Reading,
}

/// What all entries of one statement are read as.
#[derive(Debug, Default)]
pub(super) struct Columns {
    types: Vec<OneType>,
    has_times: bool,
}

impl Columns {
    pub(super) fn of(shown: &[(&StoredType, &Selection)]) -> Self {
        let mut columns = Self::default();
        for (stored, selection) in shown {
            columns.add(stored, selection);
        }
        columns
    }

    /// Whole documents of one type, with everything around them.
    pub(super) fn documents(of: &StoredType) -> Self {
        let one = OneType { id: of.id, version: of.version, reading: Reading::Data };
        Self { types: vec![one], has_times: true }
    }

    fn add(&mut self, stored: &StoredType, selection: &Selection) {
        self.has_times |= shows_times(&selection.fields);
        let reading = reading(stored, selection);
        match self.types.iter_mut().find(|known| known.id == stored.id) {
            // Shown in two ways at once: the document has what both need.
            Some(known) if known.reading != reading => known.reading = Reading::Data,
            Some(_) => {}
            None => self.types.push(OneType { id: stored.id, version: stored.version, reading }),
        }
    }

    /// The SELECT list of rows of `entries`.
    pub(super) fn select(&self, sql: &mut Sql, entries: Alias) {
        let mut separator = "";
        for column in ["id", "document_id", "content_type_id", "locale", "schema_version"] {
            sql.push(separator).column(entries, column);
            separator = ", ";
        }
        sql.push(", ");
        self.select_content(sql, entries);
        if self.has_times {
            for column in ["created_at", "updated_at", "published_at"] {
                sql.push(", ").column(entries, column);
            }
        }
        for (path, column) in self.leaves() {
            let row = sql.alias('v');
            sql.push(", (SELECT ").column(row, column.name()).push(" FROM field_values ").name(row);
            sql.push(" WHERE ").column(row, "entry_id").push(" = ").column(entries, "id");
            sql.push(" AND ").column(row, "path_id").push(" = ").bind(path).push(")");
        }
    }

    /// The number of columns before those that a statement adds itself.
    pub(super) fn count(&self) -> usize {
        self.first_leaf() + self.leaves().count()
    }

    const fn first_leaf(&self) -> usize {
        if self.has_times { 9 } else { 6 }
    }

    fn leaves(&self) -> impl Iterator<Item = (PathId, LeafColumn)> {
        self.types
            .iter()
            .flat_map(|one| match &one.reading {
                Reading::Leaves(leaves) => leaves.as_slice(),
                Reading::Served | Reading::Data => &[],
            })
            .copied()
    }

    fn select_content(&self, sql: &mut Sql, entries: Alias) {
        if self.types.iter().all(|one| one.reading == Reading::Data) {
            sql.column(entries, "data");
            return;
        }
        sql.push("CASE");
        for one in self.types.iter().filter(|one| one.reading != Reading::Data) {
            sql.push(" WHEN ").column(entries, "content_type_id").push(" = ").bind(one.id);
            sql.push(" AND ").column(entries, "schema_version").push(" = ").bind(one.version).push(" THEN ");
            match one.reading {
                Reading::Leaves(_) => sql.push("NULL"),
                Reading::Served | Reading::Data => sql.column(entries, "served"),
            };
        }
        sql.push(" ELSE ").column(entries, "data").push(" END");
    }

    /// An entry with its type.
    pub(super) fn read(&self, row: &Row) -> Result<(ContentTypeId, EntryRow), StoreError> {
        let of = ContentTypeId(small(row.integer(2)?)?);
        let schema_version = SchemaVersion(small(row.integer(4)?)?);
        let known = self.types.iter().find(|one| one.id == of);
        let is_current = known.is_some_and(|one| one.version == schema_version);
        let content = match known.map(|one| &one.reading) {
            Some(Reading::Served) if is_current => Content::Served(row.text(5)?.to_owned()),
            Some(Reading::Leaves(leaves)) if is_current => Content::Leaves(self.read_leaves(row, leaves)?),
            _ => Content::Data(row.text(5)?.to_owned()),
        };
        let (created_at, updated_at, published_at) = if self.has_times {
            (row.integer(6)?, row.integer(7)?, row.integer_or_null(8)?)
        } else {
            (0, 0, None)
        };
        let entry = EntryRow {
            id: EntryId(row.integer(0)?),
            document: row.document(1)?,
            locale: Locale::from_stored(row.text(3)?.to_owned()),
            schema_version,
            created_at,
            updated_at,
            published_at,
            content,
        };
        Ok((of, entry))
    }

    fn read_leaves(
        &self,
        row: &Row,
        leaves: &[(PathId, LeafColumn)],
    ) -> Result<Vec<Option<Leaf>>, StoreError> {
        let first = leaves.first().map(|(path, _)| *path);
        let place = self.leaves().position(|(path, _)| Some(path) == first).unwrap_or_default();
        leaves
            .iter()
            .zip(self.first_leaf() + place..)
            .map(|((_, column), index)| column.read(row, index))
            .collect()
    }
}

impl LeafColumn {
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer | Self::Boolean => "number",
        }
    }

    fn read(self, row: &Row, index: usize) -> Result<Option<Leaf>, StoreError> {
        match self {
            Self::Text => Ok(row.text_or_null(index)?.map(|text| Leaf::Text(text.to_owned()))),
            Self::Integer => Ok(row.number_or_null(index)?.map(Leaf::Integer)),
            Self::Boolean => Ok(row.number_or_null(index)?.map(|number| Leaf::Boolean(number != 0.0))),
        }
    }
}

fn small(number: i64) -> Result<i32, StoreError> {
    i32::try_from(number).map_err(|error| StoreError::corrupt("entries", error))
}

fn shows_times(fields: &FieldSelection) -> bool {
    let is_time = |field: &SystemField| {
        matches!(field, SystemField::CreatedAt | SystemField::UpdatedAt | SystemField::PublishedAt)
    };
    match fields {
        FieldSelection::Served => true,
        FieldSelection::Named { system, .. } => system.iter().any(is_time),
    }
}

fn reading(stored: &StoredType, selection: &Selection) -> Reading {
    let has_instances = selection.populate.iter().any(|populate| {
        matches!(populate.kind, PopulateKind::Component { .. } | PopulateKind::Blocks { .. })
    });
    match &selection.fields {
        _ if has_instances => Reading::Data,
        FieldSelection::Served => Reading::Served,
        FieldSelection::Named { fields, .. } if fields.len() <= MOST_LEAVES => {
            let leaves: Option<Vec<_>> = fields.iter().map(|name| leaf(stored, name)).collect();
            leaves.map_or(Reading::Data, Reading::Leaves)
        }
        FieldSelection::Named { .. } => Reading::Data,
    }
}

/// The column that holds a field's value so that it can be shown as the document shows it.
fn leaf(stored: &StoredType, name: &str) -> Option<(PathId, LeafColumn)> {
    let field = stored.schema.field(name).filter(|field| field.is_indexed())?;
    let column = match &field.kind {
        FieldKind::Text
        | FieldKind::Slug { .. }
        | FieldKind::Email
        | FieldKind::Url
        | FieldKind::Enumeration { cardinality: Cardinality::One, .. } => LeafColumn::Text,
        FieldKind::Integer => LeafColumn::Integer,
        FieldKind::Boolean => LeafColumn::Boolean,
        _ => return None,
    };
    stored.paths.id(&PathChain::default().then(field.id)).map(|path| (path, column))
}
