//! Texts, switches, whole numbers and lists of names in parameters.

use galley_domain::query::RequestedFields;

use crate::query_string::{ParameterError, QueryTree};

/// The one text of a parameter.
pub(super) fn text<'a>(place: &str, tree: &'a QueryTree) -> Result<&'a str, ParameterError> {
    match tree {
        QueryTree::Leaf(text) => Ok(text),
        QueryTree::List(_) | QueryTree::Map(_) => Err(ParameterError::new(place, "must be one value")),
    }
}

/// `true` and `false`, also as 1 and 0.
pub(super) fn switch(place: &str, tree: &QueryTree) -> Result<bool, ParameterError> {
    match text(place, tree)? {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(ParameterError::new(place, "must be `true` or `false`")),
    }
}

/// A whole number without sign, of at most nine digits.
pub(super) fn number(place: &str, tree: &QueryTree) -> Result<u64, ParameterError> {
    let text = text(place, tree)?;
    let plain = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain
        .then(|| text.parse().ok())
        .flatten()
        .ok_or_else(|| ParameterError::new(place, "must be a whole number of at most nine digits"))
}

/// `a,b` or a list of such texts, without empty names.
pub(super) fn names(place: &str, tree: QueryTree) -> Result<Vec<String>, ParameterError> {
    let texts = match tree {
        QueryTree::Leaf(text) => vec![text],
        QueryTree::List(items) => items
            .into_iter()
            .map(|item| match item {
                QueryTree::Leaf(text) => Ok(text),
                QueryTree::List(_) | QueryTree::Map(_) => Err(not_names(place)),
            })
            .collect::<Result<_, _>>()?,
        QueryTree::Map(_) => return Err(not_names(place)),
    };
    let names = texts.iter().flat_map(|text| text.split(',')).map(str::trim).filter(|name| !name.is_empty());
    Ok(names.map(str::to_owned).collect())
}

fn not_names(place: &str) -> ParameterError {
    ParameterError::new(place, "must be a list of names")
}

/// Which scalars to show; `*` anywhere means all.
pub(super) fn fields(place: &str, tree: QueryTree) -> Result<RequestedFields, ParameterError> {
    let names = names(place, tree)?;
    let all = names.is_empty() || names.iter().any(|name| name == "*");
    Ok(if all { RequestedFields::All } else { RequestedFields::Named(names) })
}
