//! The content API's error bodies: Strapi 5's envelope, names and statuses.

use galley_domain::query::QueryError;
use http::StatusCode;
use serde_json::{Value, json};

use super::ApiError;
use super::envelope::ErrorBody;
use crate::front::RequestId;

pub(super) fn body(error: &ApiError, request_id: &RequestId) -> ErrorBody {
    let status = status(error);
    let envelope = json!({
        "data": null,
        "error": {
            "status": status.as_u16(),
            "name": name(error),
            "message": message(error),
            "details": details(error, request_id),
        },
    });
    ErrorBody { status, content_type: "application/json", text: envelope.to_string() }
}

/// Strapi answers a validation failure with 400.
fn status(error: &ApiError) -> StatusCode {
    match error {
        ApiError::Invalid(_) | ApiError::FileRefused(_) => StatusCode::BAD_REQUEST,
        other => other.status(),
    }
}

fn name(error: &ApiError) -> &'static str {
    match error {
        ApiError::NotFound | ApiError::NotWrittenIn { .. } => "NotFoundError",
        ApiError::MethodNotAllowed => "MethodNotAllowedError",
        ApiError::Unauthenticated => "UnauthorizedError",
        ApiError::Forbidden(_)
        | ApiError::SignInAgain
        | ApiError::CrossOrigin
        | ApiError::Query(QueryError::DraftsForbidden) => "ForbiddenError",
        ApiError::WrongHost => "MisdirectedRequestError",
        ApiError::Malformed(_)
        | ApiError::InvalidParameter { .. }
        | ApiError::Query(_)
        | ApiError::FileRefused(_)
        | ApiError::Invalid(_) => "ValidationError",
        ApiError::UnsupportedMediaType { .. } => "UnsupportedMediaTypeError",
        ApiError::TooLarge { .. } => "PayloadTooLargeError",
        ApiError::UrlTooLong { .. } => "UriTooLongError",
        ApiError::HeadersTooLarge { .. } => "HeadersTooLargeError",
        ApiError::PreconditionRequired => "PreconditionRequiredError",
        ApiError::PreconditionFailed { .. } => "PreconditionFailedError",
        ApiError::Conflict { .. } => "ConflictError",
        ApiError::TooManyRequests { .. } | ApiError::BudgetSpent { .. } => "RateLimitError",
        ApiError::Unavailable { .. } | ApiError::Timeout => "ServiceUnavailableError",
        ApiError::Internal(_) => "InternalServerError",
    }
}

/// Strapi's own sentence where its clients show it: the first error alone, or how many there are.
fn message(error: &ApiError) -> String {
    match error {
        ApiError::Internal(_) => "Internal Server Error".to_owned(),
        ApiError::Invalid(errors) => {
            let mut list = errors.iter();
            match (list.next(), list.count()) {
                (Some(only), 0) => format!("{} {}", only.path.to_text(), only.message),
                (_, others) => format!("{} errors occurred", others + 1),
            }
        }
        other => other.to_string(),
    }
}

fn details(error: &ApiError, request_id: &RequestId) -> Value {
    match error {
        ApiError::Invalid(errors) => {
            let list: Vec<Value> = errors
                .iter()
                .map(|error| {
                    json!({
                        "path": error.path.to_json(),
                        "message": format!("{} {}", error.path.to_text(), error.message),
                        "name": "ValidationError",
                        "code": error.code.as_str(),
                    })
                })
                .collect();
            json!({ "errors": list })
        }
        ApiError::Query(QueryError::UnknownField { clause, name }) => {
            json!({ "source": "query", "param": clause, "key": name, "path": name })
        }
        ApiError::Query(QueryError::Invalid { clause, .. }) => json!({ "source": "query", "param": clause }),
        ApiError::Query(QueryError::OverBudget { field, found, limit }) => {
            json!({ "source": "query", "field": field, "found": found, "limit": limit })
        }
        ApiError::BudgetSpent { cost, limit, .. } => {
            json!({ "code": error.code(), "cost": cost, "limit": limit })
        }
        ApiError::InvalidParameter { parameter, .. } => json!({ "source": "query", "key": parameter }),
        ApiError::PreconditionFailed { current } => json!({ "current": current }),
        ApiError::Conflict { code, details, .. } => json!({ "code": code, "details": details }),
        ApiError::Internal(_) => json!({ "requestId": request_id.as_str() }),
        _ => json!({}),
    }
}
