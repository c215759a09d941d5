//! Conditions that SQL does not decide: the entries that may satisfy them are read and evaluated here.
//!
//! SQL finds a superset and decides, as columns of it, those parts that it can; the evaluator of `domain` decides the
//! rest over the documents. What remains is a list of ids, so that the statements after it are as any other. A query
//! may look at 10,000 such candidates in all. They are read in parts, so that they are never in memory together.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use futures::future::BoxFuture;
use galley_domain::ids::{EntryId, InstanceId};
use galley_domain::query::predicate::{Subject, matches};
use galley_domain::query::{Condition, Operand, Operator, Predicate, QueryError, SystemField};
use galley_domain::schema::StoredType;
use serde_json::{Map, Value};

use super::answer::{Content, EntryRow};
use super::entries::Columns;
use super::exactness::{is_exact, superset};
use super::predicates::Statement;
use super::reader::Reader;
use super::split::{Decisions, Split};
use super::{ContentQueryError, MAX_CANDIDATES, instances};
use crate::error::StoreError;

/// How many candidates are in memory at a time.
const PART: u64 = 1_000;
/// Links of component instances that candidates may have.
const MAX_OWNERS: u64 = 100_000;

/// The same predicate for entries of a type, in a form that SQL decides.
pub(super) async fn decided(
    reader: Reader<'_>,
    of: &StoredType,
    predicate: Predicate,
) -> Result<Predicate, ContentQueryError> {
    if is_exact(&predicate) {
        return Ok(predicate);
    }
    let predicate = with_relations_decided(reader, predicate).await?;
    if is_exact(&predicate) { Ok(predicate) } else { evaluated(reader, of, &predicate).await }
}

/// Replaces conditions on related entries that SQL does not decide by the ids of the entries that satisfy them.
fn with_relations_decided(
    reader: Reader<'_>,
    predicate: Predicate,
) -> BoxFuture<'_, Result<Predicate, ContentQueryError>> {
    Box::pin(async move {
        if is_exact(&predicate) {
            return Ok(predicate);
        }
        Ok(match predicate {
            Predicate::All(parts) => Predicate::All(each(reader, parts).await?),
            Predicate::Any(parts) => Predicate::Any(each(reader, parts).await?),
            Predicate::Not(inner) => with_relations_decided(reader, *inner).await?.negated(),
            Predicate::Instance { chain, name, cardinality, block, inner } => {
                let inner = Box::new(with_relations_decided(reader, *inner).await?);
                Predicate::Instance { chain, name, cardinality, block, inner }
            }
            Predicate::Related { path, name, direction, target, inner } => {
                let inner = Box::new(decided(reader, &target, *inner).await?);
                Predicate::Related { path, name, direction, target, inner }
            }
            other => other,
        })
    })
}

async fn each(reader: Reader<'_>, parts: Vec<Predicate>) -> Result<Vec<Predicate>, ContentQueryError> {
    let mut found = Vec::with_capacity(parts.len());
    for part in parts {
        found.push(with_relations_decided(reader, part).await?);
    }
    Ok(found)
}

/// The ids of the entries that satisfy a predicate whose relations SQL decides.
async fn evaluated(
    reader: Reader<'_>,
    of: &StoredType,
    predicate: &Predicate,
) -> Result<Predicate, ContentQueryError> {
    let split = Split::of(predicate);
    let wider = superset(predicate);
    let mut decisions = Decisions { columns: Vec::new(), owners: Vec::new() };
    for leaf in &split.by_owner {
        decisions.owners.push(owners(reader, of, &wider, leaf).await?);
    }
    let columns = Columns::documents(of);
    let mut found = Vec::new();
    let mut after = EntryId(0);
    loop {
        let statement = candidates(reader, of, &columns, (&split.by_entry, &wider), after);
        let (sql, values) = statement.sql.finish();
        let rows = reader.source.rows(&sql, values).await?;
        count(reader, predicate, rows.len())?;
        for row in &rows {
            let (_, entry) = columns.read(row)?;
            after = entry.id;
            let first = columns.count();
            let columns = (first..first + split.by_entry.len()).map(|index| Ok(row.integer(index)? != 0));
            decisions.columns = columns.collect::<Result<_, StoreError>>()?;
            if satisfies(reader, of, &split.remaining, &entry, &decisions)? {
                found.push(Operand::Id(entry.id.0));
            }
        }
        if u64::try_from(rows.len()).unwrap_or(u64::MAX) < PART {
            break;
        }
    }
    if found.is_empty() {
        return Ok(Predicate::nothing());
    }
    let condition = Condition { operator: Operator::In, operands: found };
    Ok(Predicate::System { field: SystemField::Id, condition })
}

fn candidates<'w>(
    reader: Reader<'w>,
    of: &StoredType,
    columns: &Columns,
    (by_entry, wider): (&[Predicate], &Predicate),
    after: EntryId,
) -> Statement<'w> {
    let mut statement = reader.statement();
    let entries = statement.entries(of);
    statement.sql.push("SELECT ");
    columns.select(&mut statement.sql, entries.alias);
    for part in by_entry {
        statement.sql.push(", CASE WHEN ");
        statement.predicate(entries, part);
        statement.sql.push(" THEN 1 ELSE 0 END");
    }
    statement.sql.push(" FROM entries ").name(entries.alias).push(" WHERE ");
    statement.visible(entries, None);
    statement.sql.push(" AND ");
    statement.predicate(entries, wider);
    statement.sql.push(" AND ").column(entries.alias, "id").push(" > ").bind(after.0);
    statement.sql.push(" ORDER BY ").column(entries.alias, "id").push(" LIMIT ").bind(PART);
    statement
}

/// The component instances of candidates that a relation's condition holds for.
async fn owners(
    reader: Reader<'_>,
    of: &StoredType,
    wider: &Predicate,
    leaf: &Predicate,
) -> Result<HashSet<(EntryId, InstanceId)>, ContentQueryError> {
    // `split` leaves no other leaf to decide by owner.
    let Predicate::Related { path, .. } = leaf else { return Ok(HashSet::new()) };
    let mut statement = reader.statement();
    let (link, entries) = (statement.sql.alias('l'), statement.entries(of));
    let sql = &mut statement.sql;
    sql.push("SELECT ").column(link, "entry_id").push(", ").column(link, "owner");
    sql.push(" FROM entries ").name(entries.alias).push(" JOIN links ").name(link);
    sql.push(" ON ").column(link, "entry_id").push(" = ").column(entries.alias, "id");
    sql.push(" AND ").column(link, "path_id").push(" = ").bind(*path).push(" WHERE ");
    statement.visible(entries, None);
    statement.sql.push(" AND ");
    statement.predicate(entries, wider);
    statement.sql.push(" AND ");
    instances::beside(&mut statement, entries, link, leaf);
    statement.sql.push(" LIMIT ").bind(MAX_OWNERS + 1);
    let (sql, values) = statement.sql.finish();
    let rows = reader.source.rows(&sql, values).await?;
    let found = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    if found > MAX_OWNERS {
        return Err(over_budget(leaf, found, MAX_OWNERS));
    }
    Ok(rows
        .iter()
        .map(|row| Ok((EntryId(row.integer(0)?), InstanceId(row.integer(1)?))))
        .collect::<Result<_, StoreError>>()?)
}

fn count(reader: Reader<'_>, predicate: &Predicate, rows: usize) -> Result<(), ContentQueryError> {
    let rows = u64::try_from(rows).unwrap_or(u64::MAX);
    let found = reader.candidates.fetch_add(rows, Ordering::Relaxed).saturating_add(rows);
    if found > MAX_CANDIDATES { Err(over_budget(predicate, found, MAX_CANDIDATES)) } else { Ok(()) }
}

fn over_budget(predicate: &Predicate, found: u64, limit: u64) -> ContentQueryError {
    let field = undecided_name(predicate).unwrap_or("filters").to_owned();
    QueryError::OverBudget { field, found, limit }.into()
}

/// The first name in a predicate that SQL does not decide.
fn undecided_name(predicate: &Predicate) -> Option<&str> {
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => parts.iter().find_map(undecided_name),
        Predicate::Not(inner) => undecided_name(inner),
        Predicate::Value { name, column, .. } if !column.is_indexed() => Some(name),
        Predicate::Instance { name, inner, .. } => {
            undecided_name(inner).or_else(|| (!is_exact(predicate)).then_some(name))
        }
        Predicate::Related { name, .. } => Some(name),
        _ => None,
    }
}

fn satisfies(
    reader: Reader<'_>,
    of: &StoredType,
    predicate: &Predicate,
    entry: &EntryRow,
    decisions: &Decisions,
) -> Result<bool, StoreError> {
    let Content::Data(text) = &entry.content else { return Ok(false) };
    let data: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| StoreError::corrupt("entries", error))?;
    let data = if entry.schema_version < of.version {
        galley_domain::values::upcast(reader.model, of, entry.schema_version, &data)
    } else {
        data
    };
    let subject = Subject {
        id: entry.id,
        document: entry.document,
        created_at: entry.created_at,
        updated_at: entry.updated_at,
        published_at: entry.published_at,
        locale: &entry.locale,
        data: &data,
    };
    Ok(matches(predicate, &subject, decisions))
}
