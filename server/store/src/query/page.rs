//! The list itself: one statement for the rows of a page, with the number of all rows when that is asked.

use std::sync::atomic::AtomicU64;

use galley_domain::query::{
    Condition, ContentQuery, Expected, LocaleChoice, Operand, Operator, Predicate, SortTarget, SystemField,
};
use galley_domain::schema::Model;

use super::answer::Answer;
use super::entries::Columns;
use super::exactness::is_selective;
use super::order::Order;
use super::predicates::{Entries, Statement, World};
use super::reader::Reader;
use super::{ContentQueryError, candidates, levels};
use crate::snapshot::Snapshot;

/// Runs a checked query; everything is of the snapshot's moment.
pub async fn run(
    snapshot: &Snapshot,
    model: &Model,
    query: &ContentQuery,
) -> Result<Answer, ContentQueryError> {
    let candidates = AtomicU64::new(0);
    let reader = Reader { snapshot, model, world: World::of(query), candidates: &candidates };
    let filter = candidates::decided(reader, &query.target, asked(query)).await?;
    let mut answer = Answer::default();
    let mut total = None;
    if query.page.limit > 0 {
        let columns = Columns::of(&[(query.target.as_ref(), &query.selection)]);
        let page = Page { reader, query, filter: &filter, columns: &columns };
        let (sql, values) = page.write().sql.finish();
        for row in snapshot.rows(&sql, values).await? {
            let (_, entry) = columns.read(&row)?;
            if query.page.with_total && total.is_none() {
                total = u64::try_from(row.integer(columns.count())?).ok();
            }
            let index = answer.add(entry);
            answer.top.push(index);
        }
    }
    answer.total = match (query.page.with_total, total) {
        (false, _) => None,
        (true, Some(total)) => Some(total),
        (true, None) if query.page.offset == 0 && query.page.limit > 0 => Some(0),
        (true, None) => Some(count(reader, query, &filter).await?),
    };
    let top = answer.top.clone();
    levels::populate(reader, &mut answer, (&query.target, &query.selection), top).await?;
    Ok(answer)
}

/// The filter, with what the envelope adds to it.
fn asked(query: &ContentQuery) -> Predicate {
    let filter = query.filter.clone().unwrap_or_else(Predicate::everything);
    match &query.expected {
        Expected::List | Expected::Single => filter,
        Expected::Document(document) => {
            let condition =
                Condition { operator: Operator::Eq, operands: vec![Operand::Document(*document)] };
            Predicate::All(vec![Predicate::System { field: SystemField::DocumentId, condition }, filter])
        }
    }
}

struct Page<'a> {
    reader: Reader<'a>,
    query: &'a ContentQuery,
    filter: &'a Predicate,
    columns: &'a Columns,
}

impl<'a> Page<'a> {
    fn write(&self) -> Statement<'a> {
        let mut statement = self.reader.statement();
        if self.walks_along_an_index() {
            self.walk(&mut statement);
        } else {
            self.pick_and_fetch(&mut statement);
        }
        statement
    }

    /// Whether an index of `entries` gives the order, and no condition is worth beginning with.
    fn walks_along_an_index(&self) -> bool {
        let is_indexed = |target: &SortTarget| {
            matches!(
                target,
                SortTarget::System(
                    SystemField::Id
                        | SystemField::CreatedAt
                        | SystemField::UpdatedAt
                        | SystemField::PublishedAt
                )
            )
        };
        let in_order = match self.query.sort.as_slice() {
            [] => true,
            [only] => is_indexed(&only.target),
            _ => false,
        };
        in_order && !is_selective(self.filter) && matches!(self.query.locale, LocaleChoice::One(_))
    }

    /// Rows in the order of the index until the page is full.
    fn walk(&self, statement: &mut Statement<'_>) {
        let entries = statement.entries(&self.query.target);
        statement.sql.push("SELECT ");
        self.columns.select(&mut statement.sql, entries.alias);
        if self.query.page.with_total {
            let counted = statement.entries(&self.query.target);
            statement.sql.push(", (SELECT COUNT(*) FROM entries ").name(counted.alias).push(" WHERE ");
            self.matching(statement, counted);
            statement.sql.push(")");
        }
        statement.sql.push(" FROM entries ").name(entries.alias);
        let order = Order::of(statement, entries, &self.query.sort);
        order.join(statement);
        statement.sql.push(" WHERE ");
        self.matching(statement, entries);
        statement.sql.push(" ORDER BY ");
        order.order(&mut statement.sql, entries.alias);
        self.limit(statement);
    }

    /// Picks the page by ids and keys alone, so that long texts are never sorted, and fetches its rows.
    fn pick_and_fetch(&self, statement: &mut Statement<'_>) {
        let (entries, picked) = (statement.entries(&self.query.target), statement.sql.alias('p'));
        let inner = statement.entries(&self.query.target);
        statement.sql.push("SELECT ");
        self.columns.select(&mut statement.sql, entries.alias);
        if self.query.page.with_total {
            statement.sql.push(", ").column(picked, "total");
        }
        statement.sql.push(" FROM (SELECT ").column(inner.alias, "id").push(" AS id");
        let order = Order::of(statement, inner, &self.query.sort);
        order.select(&mut statement.sql);
        if self.query.page.with_total {
            statement.sql.push(", COUNT(*) OVER () AS total");
        }
        statement.sql.push(" FROM entries ").name(inner.alias);
        order.join(statement);
        statement.sql.push(" WHERE ");
        self.matching(statement, inner);
        statement.sql.push(" ORDER BY ");
        order.order(&mut statement.sql, inner.alias);
        self.limit(statement);
        statement.sql.push(") ").name(picked).push(" JOIN entries ").name(entries.alias);
        statement.sql.push(" ON ").column(entries.alias, "id").push(" = ").column(picked, "id");
        statement.sql.push(" ORDER BY ");
        order.order_again(&mut statement.sql, picked);
    }

    fn matching(&self, statement: &mut Statement<'_>, entries: Entries<'_>) {
        statement.visible(entries, None);
        if !matches!(self.filter, Predicate::All(parts) if parts.is_empty()) {
            statement.sql.push(" AND ");
            statement.predicate(entries, self.filter);
        }
    }

    fn limit(&self, statement: &mut Statement<'_>) {
        statement.sql.push(" LIMIT ").bind(self.query.page.limit);
        if self.query.page.offset > 0 {
            statement.sql.push(" OFFSET ").bind(self.query.page.offset);
        }
    }
}

/// Needed only when the page is past the end.
async fn count(
    reader: Reader<'_>,
    query: &ContentQuery,
    filter: &Predicate,
) -> Result<u64, ContentQueryError> {
    let columns = Columns::default();
    let page = Page { reader, query, filter, columns: &columns };
    let mut statement = reader.statement();
    let entries = statement.entries(&query.target);
    statement.sql.push("SELECT COUNT(*) FROM entries ").name(entries.alias).push(" WHERE ");
    page.matching(&mut statement, entries);
    let (sql, values) = statement.sql.finish();
    let rows = reader.snapshot.rows(&sql, values).await?;
    let total = rows.first().map(|row| row.integer(0)).transpose()?.unwrap_or_default();
    Ok(u64::try_from(total).unwrap_or_default())
}
