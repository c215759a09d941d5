//! Query parameters: as a struct for the admin API, as raw text for the content API's own grammar.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use galley_domain::errors::FieldErrorCode;
use http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::shape;
use crate::errors::ApiError;
use crate::query_string::{self, QueryTree};

/// Typed query parameters; an unknown, repeated or unreadable one is a 400 that names it.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T, S> FromRequestParts<S> for Query<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        read(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

fn read<T: DeserializeOwned>(query: &str) -> Result<T, ApiError> {
    let parameters =
        query_string::parse(query).map_err(|error| ApiError::parameter(error.parameter, error.message))?;
    let repeated: Vec<String> = parameters
        .iter()
        .filter(|(_, tree)| matches!(tree, QueryTree::List(_)))
        .map(|(name, _)| name.clone())
        .collect();
    let texts = parameters.into_iter().map(|(name, tree)| (name, value_of(tree))).collect();
    shape::of_texts(texts).map_err(|error| {
        let (parameter, code, message) = error.into_parameter();
        if code == FieldErrorCode::WrongKind && repeated.contains(&parameter) {
            return ApiError::parameter(parameter, "stands there more than once");
        }
        ApiError::parameter(parameter, message)
    })
}

/// What is no plain text fits no parameter; what is in it makes no difference.
fn value_of(tree: QueryTree) -> Value {
    match tree {
        QueryTree::Leaf(text) => Value::String(text),
        QueryTree::List(_) => Value::Array(Vec::new()),
        QueryTree::Map(_) => Value::Object(Map::new()),
    }
}

/// What stands behind the `?`, still encoded; empty when there is nothing.
#[derive(Debug, Clone)]
pub struct RawQuery(pub String);

impl<S: Send + Sync> FromRequestParts<S> for RawQuery {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.uri.query().unwrap_or_default().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read is looked at")]
    struct Wire {
        after: Option<String>,
        limit: Option<u32>,
    }

    #[test]
    fn a_parameter_that_cannot_be_taken_is_named() {
        assert!(read::<Wire>("after=a%20b&limit=5").is_ok());
        for (query, expected) in [
            ("limit=x", "`limit` must be a whole number from 0 to 4294967295"),
            ("limit=1&limit=2", "`limit` stands there more than once"),
            ("limit[a]=1", "`limit` must be a whole number from 0 to 4294967295"),
            ("first=1", "`first` is not known here: there are `after` and `limit`"),
            ("after=%zz", "`after` has a broken percent-encoding"),
        ] {
            assert_eq!(read::<Wire>(query).unwrap_err().to_string(), expected, "{query}");
        }
    }
}
