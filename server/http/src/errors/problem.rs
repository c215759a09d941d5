//! The admin API's error bodies: RFC 9457 problem JSON.

use galley_domain::query::QueryError;
use serde_json::{Map, Value, json};

use super::ApiError;
use super::envelope::ErrorBody;
use crate::front::RequestId;

pub(super) fn body(error: &ApiError, request_id: &RequestId) -> ErrorBody {
    let status = error.status();
    let mut problem = Map::new();
    problem.insert("type".to_owned(), json!(format!("urn:galley:problem:{}", error.code())));
    problem.insert("title".to_owned(), json!(status.canonical_reason().unwrap_or("Error")));
    problem.insert("status".to_owned(), json!(status.as_u16()));
    problem.insert("code".to_owned(), json!(error.code()));
    problem.insert("detail".to_owned(), json!(error.to_string()));
    problem.insert("request_id".to_owned(), json!(request_id.as_str()));
    for (name, value) in details(error) {
        problem.insert(name.to_owned(), value);
    }
    ErrorBody { status, content_type: "application/problem+json", text: Value::Object(problem).to_string() }
}

fn details(error: &ApiError) -> Vec<(&'static str, Value)> {
    match error {
        ApiError::Invalid(errors) => {
            let list: Vec<Value> = errors
                .iter()
                .map(|error| {
                    json!({
                        "path": error.path.to_pointer(), "code": error.code.as_str(), "message": error.message,
                    })
                })
                .collect();
            vec![("errors", Value::Array(list))]
        }
        ApiError::NotWrittenIn { locales, .. } => vec![("locales", json!(locales))],
        ApiError::InvalidParameter { parameter, .. } => vec![("parameter", json!(parameter))],
        ApiError::Query(QueryError::Invalid { clause, .. } | QueryError::UnknownField { clause, .. }) => {
            vec![("parameter", json!(clause))]
        }
        ApiError::Query(QueryError::OverBudget { field, found, limit }) => {
            vec![("details", json!({ "field": field, "found": found, "limit": limit }))]
        }
        ApiError::Conflict { details: Value::Object(details), .. } => {
            vec![("details", details.clone().into())]
        }
        ApiError::PreconditionFailed { current } => vec![("current", current.clone())],
        _ => Vec::new(),
    }
}
