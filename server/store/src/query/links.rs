//! The statements of one level: its links, those of fields with a query of their own, and the entries they lead to.

use std::collections::HashMap;

use galley_domain::ids::{ContentTypeId, DocumentId, EntryId, InstanceId, PathId};
use galley_domain::locales::Locale;
use galley_domain::query::check::{MAX_UNPAGED, ROW_BUDGET};
use galley_domain::query::{Direction, Predicate, RelatedQuery};

use super::answer::{Answer, EntryRow, NodeIndex};
use super::entries::Columns;
use super::levels::{Found, Shown, To, within_budget};
use super::order::Order;
use super::reader::Reader;
use super::slots::{self, Slot};
use super::sql::{Alias, Sql};
use super::{ContentQueryError, candidates};

/// The links of all fields that need no statement of their own, in the order in which they are shown.
pub(super) async fn plain<'q>(
    reader: Reader<'_>,
    answer: &Answer,
    level: &[Shown<'q>],
) -> Result<Vec<Found<'q>>, ContentQueryError> {
    let mut by_entry: HashMap<i64, Vec<(usize, NodeIndex)>> = HashMap::new();
    let mut slots_of: Vec<Vec<Slot<'q>>> = Vec::new();
    let mut paths: Vec<PathId> = Vec::new();
    for (place, shown) in level.iter().enumerate() {
        let slots: Vec<_> =
            slots::of(shown.selection).into_iter().filter(|slot| !slot.has_own_statement()).collect();
        if !slots.is_empty() {
            paths.extend(slots.iter().map(Slot::path));
            for node in &shown.nodes {
                by_entry.entry(answer.node(*node).row.id.0).or_default().push((place, *node));
            }
        }
        slots_of.push(slots);
    }
    if by_entry.is_empty() {
        return Ok(Vec::new());
    }
    paths.sort_unstable();
    paths.dedup();
    let mut entries: Vec<i64> = by_entry.keys().copied().collect();
    entries.sort_unstable();
    let mut sql = Sql::new(reader.source.backend());
    sql.push("SELECT entry_id, path_id, owner, target FROM links WHERE entry_id IN ").bind_list(&entries);
    sql.push(" AND path_id IN ").bind_list(&paths);
    sql.push(" ORDER BY entry_id, path_id, owner, position LIMIT ").bind(ROW_BUDGET + 1);
    let (text, values) = sql.finish();
    let rows = reader.source.rows(&text, values).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let path = row.integer(1)?;
        let (owner, to) = (InstanceId(row.integer(2)?), To::Document(row.document(3)?));
        for (place, parent) in by_entry.get(&row.integer(0)?).into_iter().flatten() {
            let slot = slots_of[*place].iter().find(|slot| i64::from(slot.path().0) == path);
            if let Some(slot) = slot {
                within_budget(slot.name, rows.len())?;
                found.push(Found { parent: *parent, owner, slot: *slot, to });
            }
        }
    }
    Ok(found)
}

/// The links of one field with filters, sort or pagination of its own, or with links stored on the other side.
pub(super) async fn own<'q>(
    reader: Reader<'_>,
    answer: &Answer,
    shown: &Shown<'q>,
    (slot, related): (Slot<'q>, &'q RelatedQuery),
) -> Result<Vec<Found<'q>>, ContentQueryError> {
    if shown.nodes.is_empty() {
        return Ok(Vec::new());
    }
    let filter = related.filter.clone().unwrap_or_else(Predicate::everything);
    let filter = candidates::decided(reader, &related.target, filter).await?;
    let statement = OwnStatement { reader, shown, related, filter: &filter };
    let (text, values) = statement.write(answer).finish();
    let mut parents: HashMap<i64, Vec<NodeIndex>> = HashMap::new();
    for node in &shown.nodes {
        parents.entry(answer.node(*node).row.id.0).or_default().push(*node);
    }
    let rows = reader.source.rows(&text, values).await?;
    within_budget(slot.name, rows.len())?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let owner = InstanceId(row.integer(1)?);
        let to = To::Entry(EntryId(row.integer(2)?));
        for parent in parents.get(&row.integer(0)?).into_iter().flatten() {
            found.push(Found { parent: *parent, owner, slot, to });
        }
    }
    Ok(found)
}

struct OwnStatement<'a> {
    reader: Reader<'a>,
    shown: &'a Shown<'a>,
    related: &'a RelatedQuery,
    filter: &'a Predicate,
}

impl OwnStatement<'_> {
    /// Parent, owner and target, numbered within each parent in the field's own order.
    fn write(&self, answer: &Answer) -> Sql {
        let mut statement = self.reader.statement();
        let (link, numbered) = (statement.sql.alias('l'), statement.sql.alias('n'));
        let parent = statement.entries(self.shown.of);
        let target = statement.entries(&self.related.target);
        let order = Order::of(&mut statement, target, &self.related.sort);
        let is_inverse = self.related.direction == Direction::Inverse;
        let sql = &mut statement.sql;
        sql.push("SELECT ").column(numbered, "parent").push(", ").column(numbered, "owner").push(", ");
        sql.column(numbered, "id").push(" FROM (SELECT ").column(parent.alias, "id").push(" AS parent, ");
        self.owner(sql, link);
        sql.push(" AS owner, ").column(target.alias, "id").push(" AS id, ROW_NUMBER() OVER (PARTITION BY ");
        sql.column(parent.alias, "id").push(", ");
        self.owner(sql, link);
        sql.push(" ORDER BY ");
        if self.related.sort.is_empty() && !is_inverse {
            sql.column(link, "position").push(", ");
        }
        order.order(sql, target.alias);
        sql.push(") AS place FROM entries ").name(parent.alias).push(" JOIN links ").name(link).push(" ON ");
        let (near, far) = if is_inverse {
            ((link, "target", parent.alias, "document_id"), (link, "entry_id", target.alias, "id"))
        } else {
            ((link, "entry_id", parent.alias, "id"), (link, "target", target.alias, "document_id"))
        };
        equal(sql, near);
        sql.push(" AND ").column(link, "path_id").push(" = ").bind(self.related.path);
        sql.push(" JOIN entries ").name(target.alias).push(" ON ");
        equal(sql, far);
        sql.push(" AND ");
        statement.visible_below(target, parent);
        order.join(&mut statement);
        let ids: Vec<i64> = self.shown.nodes.iter().map(|node| answer.node(*node).row.id.0).collect();
        statement.sql.push(" WHERE ").column(parent.alias, "id").push(" IN ").bind_list(&ids);
        statement.sql.push(" AND ");
        statement.predicate(target, self.filter);
        let sql = &mut statement.sql;
        let (offset, limit) = self.related.page.map_or((0, MAX_UNPAGED), |page| (page.offset, page.limit));
        sql.push(") ").name(numbered).push(" WHERE ").column(numbered, "place").push(" > ").bind(offset);
        sql.push(" AND ").column(numbered, "place").push(" <= ").bind(offset + limit);
        sql.push(" ORDER BY ").column(numbered, "parent").push(", ").column(numbered, "owner");
        sql.push(", ").column(numbered, "place").push(" LIMIT ").bind(ROW_BUDGET + 1);
        statement.sql
    }

    /// What is stored on the other side hangs below the entry, not below one of its components.
    fn owner(&self, sql: &mut Sql, link: Alias) {
        match self.related.direction {
            Direction::Owning => sql.column(link, "owner"),
            Direction::Inverse => sql.push("0"),
        };
    }
}

fn equal(
    sql: &mut Sql,
    (left, left_column, right, right_column): (Alias, &'static str, Alias, &'static str),
) {
    sql.column(left, left_column).push(" = ").column(right, right_column);
}

/// Which entries a level needs.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) documents: &'a [DocumentId],
    pub(super) locales: &'a [Locale],
    /// Known to be visible.
    pub(super) ids: &'a [i64],
}

/// Reads them in one statement; the caller checks their type and locale.
pub(super) async fn entries(
    reader: Reader<'_>,
    columns: &Columns,
    wanted: Wanted<'_>,
) -> Result<Vec<(ContentTypeId, EntryRow)>, ContentQueryError> {
    let mut statement = reader.statement();
    if !wanted.documents.is_empty() {
        let row = statement.sql.alias('e');
        statement.sql.push("SELECT ");
        columns.select(&mut statement.sql, row);
        let sql = &mut statement.sql;
        sql.push(" FROM entries ").name(row).push(" WHERE ").column(row, "document_id").push(" IN ");
        sql.bind_list(wanted.documents).push(" AND ").column(row, "locale").push(" IN ");
        sql.bind_list(&locale_texts(wanted.locales)).push(" AND ").column(row, "stage").push(" = ");
        sql.bind(reader.world.stage);
        statement.not_in_trash(row);
    }
    if !wanted.ids.is_empty() {
        if !wanted.documents.is_empty() {
            statement.sql.push(" UNION ALL ");
        }
        let row = statement.sql.alias('e');
        statement.sql.push("SELECT ");
        columns.select(&mut statement.sql, row);
        let sql = &mut statement.sql;
        sql.push(" FROM entries ")
            .name(row)
            .push(" WHERE ")
            .column(row, "id")
            .push(" IN ")
            .bind_list(wanted.ids);
    }
    statement.sql.push(" LIMIT ").bind(ROW_BUDGET + 1);
    let (text, values) = statement.sql.finish();
    let rows = reader.source.rows(&text, values).await?;
    Ok(rows.iter().map(|row| columns.read(row)).collect::<Result<_, _>>()?)
}

fn locale_texts(locales: &[Locale]) -> Vec<String> {
    locales.iter().map(|locale| locale.as_str().to_owned()).collect()
}
