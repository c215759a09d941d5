//! `filters[author][name][$eqi]=…`, with the groups `$and`, `$or` and `$not`.

use galley_domain::query::{Operator, RequestedFilter};
use indexmap::IndexMap;

use crate::query_string::{ParameterError, QueryTree};

/// Whether a comparison may stand here: it needs a field around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Entry,
    Field,
}

pub(super) fn parse(tree: QueryTree) -> Result<Option<RequestedFilter>, ParameterError> {
    parse_at("filters", tree)
}

/// The filters of a populated field stand at another place.
pub(super) fn parse_at(place: &str, tree: QueryTree) -> Result<Option<RequestedFilter>, ParameterError> {
    match tree {
        QueryTree::Leaf(text) if text.is_empty() => Ok(None),
        QueryTree::Leaf(_) => {
            Err(ParameterError::new(place, "must name fields, such as `filters[title][$eq]`"))
        }
        QueryTree::List(_) | QueryTree::Map(_) => group(place, tree, Scope::Entry).map(Some),
    }
}

/// Conditions that must all hold.
fn group(place: &str, tree: QueryTree, scope: Scope) -> Result<RequestedFilter, ParameterError> {
    match tree {
        QueryTree::Map(members) => {
            let parts = members
                .into_iter()
                .map(|(name, tree)| member(&format!("{place}[{name}]"), name, tree, scope))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(all(parts))
        }
        QueryTree::List(items) => groups(place, items, scope).map(all),
        QueryTree::Leaf(_) => Err(ParameterError::new(place, "must be a group of conditions")),
    }
}

fn groups(place: &str, items: Vec<QueryTree>, scope: Scope) -> Result<Vec<RequestedFilter>, ParameterError> {
    items
        .into_iter()
        .enumerate()
        .map(|(index, item)| group(&format!("{place}[{index}]"), item, scope))
        .collect()
}

fn all(mut parts: Vec<RequestedFilter>) -> RequestedFilter {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            RequestedFilter::All(parts)
        }
        None => RequestedFilter::All(parts),
    }
}

fn member(
    place: &str,
    name: String,
    tree: QueryTree,
    scope: Scope,
) -> Result<RequestedFilter, ParameterError> {
    match name.as_str() {
        "$and" => alternatives(place, tree, scope).map(RequestedFilter::All),
        "$or" => alternatives(place, tree, scope).map(RequestedFilter::Any),
        "$not" => negated(place, tree, scope),
        _ if !name.starts_with('$') => field(place, name, tree),
        _ => match (name.parse::<Operator>(), scope) {
            (Ok(operator), Scope::Field) => comparison(place, operator, tree),
            (Ok(_), Scope::Entry) => Err(ParameterError::new(place, "compares without a field")),
            (Err(()), _) => Err(ParameterError::new(place, "is not an operator")),
        },
    }
}

/// The parts of `$and` and `$or`: a list, or a group, which counts as a list of its members.
fn alternatives(place: &str, tree: QueryTree, scope: Scope) -> Result<Vec<RequestedFilter>, ParameterError> {
    match tree {
        QueryTree::List(items) => groups(place, items, scope),
        QueryTree::Map(members) => members
            .into_iter()
            .map(|(name, tree)| member(&format!("{place}[{name}]"), name, tree, scope))
            .collect(),
        QueryTree::Leaf(_) => Err(ParameterError::new(place, "must be a list of conditions")),
    }
}

/// Below a field `$not` also takes a plain value, which is then the one to differ from.
fn negated(place: &str, tree: QueryTree, scope: Scope) -> Result<RequestedFilter, ParameterError> {
    let inner = match tree {
        QueryTree::Leaf(text) if scope == Scope::Field => equal(text),
        other => group(place, other, scope)?,
    };
    Ok(RequestedFilter::Not(Box::new(inner)))
}

/// `filters[a]=x` is short for `$eq`, a list of values for `$in`.
fn field(place: &str, name: String, tree: QueryTree) -> Result<RequestedFilter, ParameterError> {
    let condition = match tree {
        QueryTree::Leaf(text) => equal(text),
        QueryTree::List(_) => comparison(place, Operator::In, tree)?,
        QueryTree::Map(_) => group(place, tree, Scope::Field)?,
    };
    Ok(RequestedFilter::On { field: name, condition: Box::new(condition) })
}

fn equal(text: String) -> RequestedFilter {
    RequestedFilter::Compare { operator: Operator::Eq, operands: vec![text] }
}

fn comparison(place: &str, operator: Operator, tree: QueryTree) -> Result<RequestedFilter, ParameterError> {
    let operands = match tree {
        QueryTree::Leaf(text) => vec![text],
        QueryTree::List(items) => {
            items.into_iter().map(|item| value(place, item)).collect::<Result<_, _>>()?
        }
        QueryTree::Map(members) => no_parts(place, &members)?,
    };
    let (operator, operands) = fit(place, operator, operands)?;
    Ok(RequestedFilter::Compare { operator, operands })
}

fn value(place: &str, item: QueryTree) -> Result<String, ParameterError> {
    match item {
        QueryTree::Leaf(text) => Ok(text),
        QueryTree::List(_) | QueryTree::Map(_) => Err(ParameterError::new(place, "must be a list of values")),
    }
}

fn no_parts<T>(place: &str, members: &IndexMap<String, QueryTree>) -> Result<T, ParameterError> {
    let part = members.keys().next().map(String::as_str).unwrap_or_default();
    Err(ParameterError::new(&format!("{place}[{part}]"), "stands below an operator"))
}

/// The number of operands that an operator takes; `$null` and `$notNull` say with a switch which of them is meant.
fn fit(
    place: &str,
    operator: Operator,
    operands: Vec<String>,
) -> Result<(Operator, Vec<String>), ParameterError> {
    match operator {
        Operator::In | Operator::NotIn => Ok((operator, operands)),
        Operator::Between if operands.len() == 2 => Ok((operator, operands)),
        Operator::Between => Err(ParameterError::new(place, "takes two values")),
        _ if operands.len() != 1 => Err(ParameterError::new(place, "takes one value")),
        Operator::Null | Operator::NotNull => {
            let holds = match operands.first().map(String::as_str) {
                None | Some("true" | "1" | "") => true,
                Some("false" | "0") => false,
                Some(_) => return Err(ParameterError::new(place, "must be `true` or `false`")),
            };
            let is_null = (operator == Operator::Null) == holds;
            Ok((if is_null { Operator::Null } else { Operator::NotNull }, Vec::new()))
        }
        _ => Ok((operator, operands)),
    }
}
