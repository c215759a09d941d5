//! `populate=*`, `populate=a,b.c`, `populate[a][fields|filters|sort|populate|pagination|on]…`.

use galley_domain::query::{RequestedPopulate, RequestedQuery};

use super::{filters, pagination, scalars, sort};
use crate::query_string::{ParameterError, QueryTree};

type Named = Vec<(String, RequestedQuery)>;

/// Names in one `a.b.c`: as many as brackets may be nested. Each is a call within a call, here and wherever the query is
/// walked, so a long text of them must not come through.
const MAX_PATH_NAMES: usize = 20;

pub(super) fn parse(place: &str, tree: QueryTree) -> Result<RequestedPopulate, ParameterError> {
    match tree {
        QueryTree::Map(members) => {
            let mut named = Named::new();
            for (name, tree) in members {
                if let Some(query) = nested(&format!("{place}[{name}]"), tree)? {
                    named.push((name, query));
                }
            }
            Ok(of_named(named))
        }
        QueryTree::Leaf(_) | QueryTree::List(_) => {
            let names = scalars::names(place, tree)?;
            if names.iter().any(|name| name == "*") {
                return Ok(RequestedPopulate::Everything);
            }
            let mut named = Named::new();
            for name in &names {
                if name.split('.').count() > MAX_PATH_NAMES {
                    let message = format!("is nested more than {MAX_PATH_NAMES} deep");
                    return Err(ParameterError::new(place, message));
                }
                push_path(place, name, &mut named)?;
            }
            Ok(of_named(named))
        }
    }
}

fn of_named(named: Named) -> RequestedPopulate {
    if named.is_empty() { RequestedPopulate::Nothing } else { RequestedPopulate::Named(named) }
}

/// `a.b` populates `b` of what `a` leads to.
fn push_path(place: &str, path: &str, named: &mut Named) -> Result<(), ParameterError> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    if name.is_empty() {
        return Err(ParameterError::new(place, "has an empty name"));
    }
    let at = named.iter().position(|(existing, _)| existing == name).unwrap_or_else(|| {
        named.push((name.to_owned(), RequestedQuery::default()));
        named.len() - 1
    });
    let (Some(rest), Some((_, query))) = (rest, named.get_mut(at)) else { return Ok(()) };
    let mut below = match std::mem::take(&mut query.populate) {
        RequestedPopulate::Named(named) => named,
        RequestedPopulate::Nothing | RequestedPopulate::Everything => Named::new(),
    };
    push_path(place, rest, &mut below)?;
    query.populate = of_named(below);
    Ok(())
}

/// What to show of one populated field; `None` when it was switched off.
fn nested(place: &str, tree: QueryTree) -> Result<Option<RequestedQuery>, ParameterError> {
    let members = match tree {
        QueryTree::Map(members) => members,
        QueryTree::Leaf(text) => {
            return match text.as_str() {
                "true" | "1" | "*" => Ok(Some(RequestedQuery::default())),
                "false" | "0" => Ok(None),
                _ => Err(ParameterError::new(place, "must be `true`, `false`, `*` or a group")),
            };
        }
        QueryTree::List(_) => {
            return Err(ParameterError::new(place, "must be a group, such as `populate[author][fields]`"));
        }
    };
    let mut query = RequestedQuery::default();
    for (name, tree) in members {
        set(&mut query, &name, &format!("{place}[{name}]"), tree)?;
    }
    Ok(Some(query))
}

fn set(query: &mut RequestedQuery, name: &str, place: &str, tree: QueryTree) -> Result<(), ParameterError> {
    match name {
        "filters" => query.filter = filters::parse_at(place, tree)?,
        "sort" => query.sort = sort::parse(place, tree)?,
        "fields" => query.fields = scalars::fields(place, tree)?,
        "populate" => query.populate = parse(place, tree)?,
        "pagination" => query.page = pagination::parse(place, &tree)?,
        "on" => query.on = components(place, tree)?,
        _ => return Err(ParameterError::new(place, "is not a part of a populated field")),
    }
    Ok(())
}

fn components(place: &str, tree: QueryTree) -> Result<Named, ParameterError> {
    let QueryTree::Map(members) = tree else {
        return Err(ParameterError::new(place, "must name components, such as `on[shared.quote]`"));
    };
    let mut named = Named::new();
    for (name, tree) in members {
        if let Some(query) = nested(&format!("{place}[{name}]"), tree)? {
            named.push((name, query));
        }
    }
    Ok(named)
}
