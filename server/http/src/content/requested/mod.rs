//! From query parameters to a requested query: which clause is which, with operators typed and names still plain.
//!
//! Knows no content type and no actor: whether a name means something, and may be read, is checked in the domain.
//! Parameters that are no clause are ignored, as Strapi does.

mod filters;
mod pagination;
mod populate;
mod scalars;
mod sort;
#[cfg(test)]
mod tests;

use galley_domain::query::{RequestedLocale, RequestedQuery};
use indexmap::IndexMap;

use crate::errors::ApiError;
use crate::query_string::{self, ParameterError, QueryTree};

/// Longest search text, in characters.
const MAX_SEARCH: usize = 256;

/// Reads the query string of a content API request.
pub(crate) fn requested_query(query: &str) -> Result<RequestedQuery, ApiError> {
    if query.is_empty() {
        return Ok(RequestedQuery::default());
    }
    let parsed = query_string::parse(query).and_then(from_parameters);
    parsed.map_err(|error| ApiError::parameter(error.parameter, error.message))
}

fn from_parameters(parameters: IndexMap<String, QueryTree>) -> Result<RequestedQuery, ParameterError> {
    let mut requested = RequestedQuery::default();
    for (name, tree) in parameters {
        match name.as_str() {
            "filters" => requested.filter = filters::parse(tree)?,
            "sort" => requested.sort = sort::parse("sort", tree)?,
            "fields" => requested.fields = scalars::fields("fields", tree)?,
            "populate" => requested.populate = populate::parse("populate", tree)?,
            "pagination" => requested.page = pagination::parse("pagination", &tree)?,
            "status" => requested.draft = is_draft(&tree)?,
            "locale" => requested.locale = locale(&tree)?,
            "_q" => requested.search = search(&tree)?,
            _ => {}
        }
    }
    Ok(requested)
}

fn is_draft(tree: &QueryTree) -> Result<bool, ParameterError> {
    match scalars::text("status", tree)? {
        "" | "published" => Ok(false),
        "draft" => Ok(true),
        _ => Err(ParameterError::new("status", "must be `published` or `draft`")),
    }
}

fn locale(tree: &QueryTree) -> Result<RequestedLocale, ParameterError> {
    Ok(match scalars::text("locale", tree)? {
        "" => RequestedLocale::Default,
        "*" => RequestedLocale::Any,
        code => RequestedLocale::Code(code.to_owned()),
    })
}

fn search(tree: &QueryTree) -> Result<Option<String>, ParameterError> {
    let text = scalars::text("_q", tree)?.trim();
    if text.chars().count() > MAX_SEARCH {
        return Err(ParameterError::new("_q", format!("must be at most {MAX_SEARCH} characters")));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}
