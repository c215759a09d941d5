//! `sort=a,b:desc`, `sort[0]=author.name`, `sort[author][name]=desc`.

use galley_domain::query::RequestedSort;

use crate::query_string::{ParameterError, QueryTree};

pub(super) fn parse(place: &str, tree: QueryTree) -> Result<Vec<RequestedSort>, ParameterError> {
    let mut keys = Vec::new();
    match tree {
        QueryTree::Leaf(text) => push_text(place, &text, &mut keys)?,
        QueryTree::List(items) => {
            for item in items {
                keys.extend(parse(place, item)?);
            }
        }
        QueryTree::Map(members) => {
            for (name, member) in members {
                push_nested(&format!("{place}[{name}]"), vec![name], member, &mut keys)?;
            }
        }
    }
    Ok(keys)
}

fn push_text(place: &str, text: &str, keys: &mut Vec<RequestedSort>) -> Result<(), ParameterError> {
    for key in text.split(',').map(str::trim).filter(|key| !key.is_empty()) {
        let (path, order) = key.split_once(':').unwrap_or((key, "asc"));
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        if path.iter().any(String::is_empty) {
            return Err(ParameterError::new(place, "has an empty name"));
        }
        keys.push(RequestedSort { path, descending: is_descending(place, order)? });
    }
    Ok(())
}

fn push_nested(
    place: &str,
    path: Vec<String>,
    tree: QueryTree,
    keys: &mut Vec<RequestedSort>,
) -> Result<(), ParameterError> {
    match tree {
        QueryTree::Leaf(order) => {
            keys.push(RequestedSort { path, descending: is_descending(place, &order)? });
            Ok(())
        }
        QueryTree::Map(members) => members.into_iter().try_for_each(|(name, member)| {
            let place = format!("{place}[{name}]");
            push_nested(&place, path.iter().cloned().chain([name]).collect(), member, keys)
        }),
        QueryTree::List(_) => Err(ParameterError::new(place, "must be `asc` or `desc`")),
    }
}

fn is_descending(place: &str, order: &str) -> Result<bool, ParameterError> {
    if order.eq_ignore_ascii_case("asc") {
        Ok(false)
    } else if order.eq_ignore_ascii_case("desc") {
        Ok(true)
    } else {
        Err(ParameterError::new(place, "must be ordered by `asc` or `desc`"))
    }
}
