//! The list itself: one statement for the rows of a page, with the number of all rows when that is asked.

use std::sync::atomic::AtomicU64;

use galley_domain::query::{Condition, ContentQuery, Expected, Operand, Operator, Predicate, SystemField};
use galley_domain::schema::Model;

use super::answer::Answer;
use super::entries::Columns;
use super::exactness::conjuncts;
use super::order::Order;
use super::predicates::{Entries, Statement, World};
use super::reader::Reader;
use super::sql::{Alias, Sql};
use super::ways::{Candidates, Rows, Way};
use super::{ContentQueryError, candidates, levels, totals, ways};
use crate::reading::RowSource;

/// Runs a checked query; everything is of the snapshot's moment.
pub async fn run<'a>(
    source: impl Into<RowSource<'a>>,
    model: &Model,
    query: &ContentQuery,
) -> Result<Answer, ContentQueryError> {
    let source = source.into();
    let candidates = AtomicU64::new(0);
    let reader = Reader { source, model, world: World::of(query), candidates: &candidates };
    let filter = candidates::decided(reader, &query.target, asked(query)).await?;
    let mut answer = Answer::default();
    let mut total = None;
    if query.page.limit > 0 {
        let columns = Columns::of(&[(query.target.as_ref(), &query.selection)]);
        let page = Page { reader, query, filter: &filter, columns: &columns };
        let (sql, values) = page.write().sql.finish();
        for row in source.rows(&sql, values).await? {
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
        let candidates = match ways::way(self.query, self.filter, self.counts_in_passing()) {
            Way::Order => {
                self.walk(&mut statement);
                return statement;
            }
            Way::Conditions => None,
            Way::Leaf(leaf) => Some((leaf, None)),
            Way::Either(leaf, few) => Some((leaf, Some(few))),
        };
        let candidates = candidates.map(|(leaf, few)| {
            let alias = statement.sql.alias('c');
            Candidates { alias, leaf, few }
        });
        self.pick_and_fetch(&mut statement, candidates);
        statement
    }

    /// Whether the total is counted while the rows are picked.
    fn counts_in_passing(&self) -> bool {
        self.query.page.with_total
            && !totals::is_counted_by_index(self.reader.world, &self.query.target, self.filter)
    }

    /// Rows in the order of the index until the page is full.
    fn walk(&self, statement: &mut Statement<'_>) {
        let entries = statement.entries(&self.query.target);
        statement.sql.push("SELECT ");
        self.columns.select(&mut statement.sql, entries.alias);
        if self.query.page.with_total {
            statement.sql.push(", ");
            totals::count(statement, &self.query.target, self.filter);
        }
        statement.sql.push(" FROM entries ").name(entries.alias);
        let order = Order::of(statement, entries, &self.query.sort);
        order.join(statement);
        statement.sql.push(" WHERE ");
        statement.matching(entries, self.filter);
        statement.sql.push(" ORDER BY ");
        order.order(&mut statement.sql, entries.alias);
        self.limit(&mut statement.sql, None);
    }

    /// Picks the page by ids and keys alone, so that long texts are never sorted, and fetches its rows.
    fn pick_and_fetch(&self, statement: &mut Statement<'_>, candidates: Option<Candidates<'_>>) {
        let (entries, picked) = (statement.entries(&self.query.target), statement.sql.alias('p'));
        if let Some(candidates) = candidates {
            let limit = candidates.few.map(|few| few + 1);
            statement.sql.push("WITH ").name(candidates.alias).push(" AS MATERIALIZED ");
            totals::rows(statement, &self.query.target, candidates.leaf, limit);
            statement.sql.push(" ");
        }
        statement.sql.push("SELECT ");
        self.columns.select(&mut statement.sql, entries.alias);
        if self.counts_in_passing() {
            statement.sql.push(", ").column(picked, "total");
        } else if self.query.page.with_total {
            statement.sql.push(", ");
            self.total(statement, candidates);
        }
        statement.sql.push(" FROM (");
        let order = match candidates {
            Some(cut) if cut.few.is_some() => {
                statement.sql.push("SELECT * FROM (");
                self.pick(statement, Some((cut, Rows::Few)));
                statement.sql.push(") AS few");
                statement.sql.gate(|sql| ways::are(sql, cut, Rows::Few));
                statement.sql.push(" UNION ALL SELECT * FROM (");
                let order = self.pick(statement, Some((cut, Rows::Many)));
                statement.sql.push(") AS many");
                statement.sql.gate(|sql| ways::are(sql, cut, Rows::Many));
                order
            }
            other => self.pick(statement, other.map(|all| (all, Rows::Few))),
        };
        statement.sql.push(") ").name(picked).push(" JOIN entries ").name(entries.alias);
        statement.sql.push(" ON ").column(entries.alias, "id").push(" = ").column(picked, "id");
        statement.sql.push(" ORDER BY ");
        order.order_again(&mut statement.sql, picked);
    }

    /// The ids and keys of the page, from the candidates when they are few, else along the order.
    fn pick(&self, statement: &mut Statement<'_>, from: Option<(Candidates<'_>, Rows)>) -> Order<'a> {
        let entries = statement.entries(&self.query.target);
        statement.sql.push("SELECT ").column(entries.alias, "id").push(" AS id");
        let order = Order::of(statement, entries, &self.query.sort);
        order.select(&mut statement.sql);
        if self.counts_in_passing() {
            statement.sql.push(", COUNT(*) OVER () AS total");
        }
        let begun = from.filter(|(_, rows)| *rows == Rows::Few).map(|(candidates, _)| candidates);
        statement.sql.push(" FROM ");
        if let Some(candidates) = begun {
            let sql = &mut statement.sql;
            sql.push("(SELECT DISTINCT id FROM ").name(candidates.alias).push(") AS begun CROSS JOIN ");
        }
        statement.sql.push("entries ").name(entries.alias);
        order.join(statement);
        statement.sql.push(" WHERE ");
        if let Some(candidates) = begun {
            self.matching_candidates(statement, entries, candidates);
        } else {
            statement.walked = from.map(|_| entries.alias);
            statement.matching(entries, self.filter);
            statement.walked = None;
        }
        statement.sql.push(" ORDER BY ");
        match from {
            Some((_, Rows::Many)) => order.order(&mut statement.sql, entries.alias),
            Some((_, Rows::Few)) | None => order.order_by_sorting(&mut statement.sql, entries.alias),
        }
        self.limit(&mut statement.sql, from);
        order
    }

    /// What is left to ask of the candidates.
    fn matching_candidates(
        &self,
        statement: &mut Statement<'_>,
        entries: Entries<'_>,
        candidates: Candidates<'_>,
    ) {
        statement.sql.column(entries.alias, "id").push(" = begun.id AND ");
        statement.visible(entries, None);
        for part in conjuncts(self.filter) {
            if !std::ptr::eq(part, candidates.leaf) {
                statement.sql.push(" AND ");
                statement.predicate(entries, part);
            }
        }
    }

    /// The total of a filter that is one leaf.
    fn total(&self, statement: &mut Statement<'_>, candidates: Option<Candidates<'_>>) {
        let count = |sql: &mut Sql, alias: Alias| {
            sql.push("(SELECT COUNT(DISTINCT id) FROM ").name(alias).push(")");
        };
        match candidates {
            Some(Candidates { alias, few: None, .. }) => count(&mut statement.sql, alias),
            Some(cut @ Candidates { alias, few: Some(_), .. }) => {
                statement.sql.push("CASE WHEN ");
                ways::are(&mut statement.sql, cut, Rows::Few);
                statement.sql.push(" THEN ");
                count(&mut statement.sql, alias);
                statement.sql.push(" ELSE ");
                totals::count(statement, &self.query.target, self.filter);
                statement.sql.push(" END");
            }
            None => totals::count(statement, &self.query.target, self.filter),
        }
    }

    /// The page's bounds, or none of its rows when the candidates are not as many as this way is for.
    fn limit(&self, sql: &mut Sql, only: Option<(Candidates<'_>, Rows)>) {
        sql.push(" LIMIT ");
        match only.filter(|(candidates, _)| candidates.few.is_some()) {
            Some((cut, rows)) => sql.gated_limit(self.query.page.limit, |sql| ways::are(sql, cut, rows)),
            None => {
                sql.bind(self.query.page.limit);
            }
        }
        if self.query.page.offset > 0 {
            sql.push(" OFFSET ").bind(self.query.page.offset);
        }
    }
}

/// Needed only when the page is past the end.
async fn count(
    reader: Reader<'_>,
    query: &ContentQuery,
    filter: &Predicate,
) -> Result<u64, ContentQueryError> {
    let mut statement = reader.statement();
    statement.sql.push("SELECT ");
    totals::count(&mut statement, &query.target, filter);
    let (sql, values) = statement.sql.finish();
    let rows = reader.source.rows(&sql, values).await?;
    let total = rows.first().map(|row| row.integer(0)).transpose()?.unwrap_or_default();
    Ok(u64::try_from(total).unwrap_or_default())
}
