//! Giving an answer that carries an error the body of its surface.

use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use http::{Method, StatusCode};

use super::{ApiError, CarriedError, page, problem, strapi};
use crate::cache::CachePolicy;
use crate::front::{RequestId, Surface};

/// A rendered error.
pub(super) struct ErrorBody {
    pub(super) status: StatusCode,
    pub(super) content_type: &'static str,
    pub(super) text: String,
}

/// Puts the carried error of `response`, if there is one, into the envelope of `surface`.
pub(crate) fn present(
    mut response: Response,
    surface: Surface,
    method: &Method,
    request_id: &RequestId,
) -> Response {
    let Some(CarriedError(error)) = response.extensions_mut().remove() else { return response };
    log_failure(&error, request_id);
    let body = match surface {
        Surface::ContentApi => strapi::body(&error, request_id),
        Surface::AdminApi => problem::body(&error, request_id),
        Surface::Site => page::body(&error, request_id),
    };
    *response.status_mut() = body.status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(body.content_type));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(body.text.len()));
    if matches!(*error, ApiError::Unauthenticated) {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response.extensions_mut().insert(CachePolicy::NoStore);
    *response.body_mut() = if *method == Method::HEAD { Body::empty() } else { Body::from(body.text) };
    response
}

/// A failure is logged once, with its causes, by whoever presents it; a refusal is the client's business.
pub(crate) fn log_failure(error: &ApiError, request_id: &RequestId) {
    match error {
        ApiError::Internal(source) => {
            tracing::error!(request.id = %request_id, error = format!("{source:#}"), "Request {request_id} failed");
        }
        ApiError::Timeout => {
            tracing::warn!(request.id = %request_id, "Request {request_id} was given up at its deadline");
        }
        _ => {}
    }
}
