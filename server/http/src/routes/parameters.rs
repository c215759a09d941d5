//! Which query parameters a route knows: whatever else a request carries was meant to do something, and is refused.

use utoipa::openapi::path::{Operation, ParameterIn};

use crate::errors::ApiError;
use crate::extract::known;
use crate::query_string;

/// How a route takes parameters that it does not know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum KnownParameters {
    /// The handler alone decides.
    #[default]
    Any,
    /// Of the admin API: those that its document names.
    Documented(Vec<String>),
    /// Of the content API: others are ignored, as Strapi does, unless the operator wants them refused.
    OfContent(&'static [&'static str]),
}

/// What becomes of unknown parameters of the content API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ContentParameters {
    #[default]
    Lenient,
    Strict,
}

impl KnownParameters {
    pub(super) fn documented(operation: &Operation) -> Self {
        let parameters = operation.parameters.iter().flatten();
        let in_query = parameters.filter_map(|parameter| match parameter {
            utoipa::openapi::RefOr::T(parameter) => {
                (parameter.parameter_in == ParameterIn::Query).then(|| parameter.name.clone())
            }
            utoipa::openapi::RefOr::Ref(_) => None,
        });
        Self::Documented(in_query.collect())
    }

    pub(super) fn check(&self, query: Option<&str>, content: ContentParameters) -> Result<(), ApiError> {
        let Some(query) = query.filter(|query| !query.is_empty()) else { return Ok(()) };
        let names: Vec<&str> = match self {
            Self::Any => return Ok(()),
            Self::OfContent(_) if content == ContentParameters::Lenient => return Ok(()),
            Self::OfContent(names) => names.to_vec(),
            Self::Documented(names) => names.iter().map(String::as_str).collect(),
        };
        let given = query_string::parse(query)
            .map_err(|error| ApiError::parameter(error.parameter, error.message))?;
        match given.keys().find(|name| !names.contains(&name.as_str())) {
            None => Ok(()),
            Some(unknown) => {
                let unknown: String = unknown.chars().filter(|c| !c.is_control()).take(64).collect();
                let message = format!("is not known here: {}", known(names.into_iter()));
                Err(ApiError::parameter(unknown, message))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_parameter_is_named_with_those_that_there_are() {
        let documented = KnownParameters::Documented(vec!["filters".to_owned(), "locale".to_owned()]);
        let check = |known: &KnownParameters, query: &str| {
            known.check(Some(query), ContentParameters::Lenient).map_err(|error| error.to_string())
        };
        assert_eq!(check(&documented, "filters[a][$eq]=1&locale=fr"), Ok(()));
        assert_eq!(check(&KnownParameters::Any, "a=1"), Ok(()));
        assert_eq!(
            check(&documented, "filters[a]=1&filter=2").unwrap_err(),
            "`filter` is not known here: there are `filters` and `locale`"
        );
        let none = KnownParameters::Documented(Vec::new());
        assert_eq!(check(&none, "a=1").unwrap_err(), "`a` is not known here: there is none");
        assert!(none.check(None, ContentParameters::Lenient).is_ok());
    }

    #[test]
    fn the_content_api_refuses_them_when_it_is_asked_to() {
        let known = KnownParameters::OfContent(&["sort"]);
        assert!(known.check(Some("sort=a&utm_source=b"), ContentParameters::Lenient).is_ok());
        assert!(known.check(Some("sort=a"), ContentParameters::Strict).is_ok());
        assert!(known.check(Some("sort=a&utm_source=b"), ContentParameters::Strict).is_err());
    }
}
