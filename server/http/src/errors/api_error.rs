//! What an answer can say went wrong, with its status and its stable code.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use galley_domain::errors::FieldErrors;
use galley_domain::locales::Locale;
use galley_domain::query::QueryError;
use http::StatusCode;
use http::header::{HeaderValue, RETRY_AFTER};
use serde_json::Value;

/// One refusal or failure.
///
/// The text of a variant is shown to the client, except that of [`ApiError::Internal`], which is only logged.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// Also the answer for what exists and may not be seen.
    #[error("Not Found")]
    NotFound,
    /// An entry that exists in other locales than the one that was asked for.
    #[error("{message}")]
    NotWrittenIn { message: String, locales: Vec<Locale> },
    #[error("Method Not Allowed")]
    MethodNotAllowed,
    #[error("Missing or invalid credentials")]
    Unauthenticated,
    #[error("{0}")]
    Forbidden(Cow<'static, str>),
    /// What a session may only do shortly after the password was given.
    #[error("give your password again: this needs one that was given in the last 5 minutes")]
    SignInAgain,
    /// A request that a page of another origin made in the user's name.
    #[error("this request does not come from this site: a write with a session needs its `Origin`")]
    CrossOrigin,
    #[error("this site is not served under the requested host name")]
    WrongHost,
    /// Unreadable as a whole: syntax, encoding, an impossible combination.
    #[error("{0}")]
    Malformed(Cow<'static, str>),
    /// A query parameter that cannot be taken; `parameter` as the client wrote it.
    #[error("`{parameter}` {message}")]
    InvalidParameter { parameter: String, message: String },
    /// A question that the model, the actor's rights or the budget do not allow.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// Every value that was refused, by path.
    #[error("some fields are invalid")]
    Invalid(#[from] FieldErrors),
    #[error("the content type of the body must be {expected}")]
    UnsupportedMediaType { expected: &'static str },
    #[error("the body is too large: at most {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("the URL is too long: at most {limit} bytes")]
    UrlTooLong { limit: usize },
    #[error("the request headers are too large: at most {limit} bytes")]
    HeadersTooLarge { limit: usize },
    #[error("this write needs an `If-Match` header with the version it is based on")]
    PreconditionRequired,
    /// `current` is what the client needs to merge: version, author and data.
    #[error("changed by someone else since it was read")]
    PreconditionFailed { current: Value },
    /// The state of things forbids it; `code` says which rule, `details` what a client needs to show.
    #[error("{message}")]
    Conflict { code: &'static str, message: String, details: Value },
    /// An uploaded file that is not taken.
    #[error("{0}")]
    FileRefused(String),
    #[error("too many requests, please try again later")]
    TooManyRequests { retry_after: Duration },
    /// A read by somebody who has read their share of this minute.
    #[error("this read costs {cost} entries, and those of this minute are spent: {limit} a minute")]
    BudgetSpent { cost: u64, limit: u32, retry_after: Duration },
    #[error("busy, please try again later")]
    Unavailable { retry_after: Duration },
    #[error("the request took too long")]
    Timeout,
    #[error("internal error")]
    Internal(#[source] anyhow::Error),
}

impl ApiError {
    pub fn malformed(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::Malformed(reason.into())
    }

    pub fn parameter(parameter: impl Into<String>, message: impl Into<String>) -> Self {
        Self::InvalidParameter { parameter: parameter.into(), message: message.into() }
    }

    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::Conflict { code, message: message.into(), details: Value::Null }
    }

    pub fn internal(source: impl Into<anyhow::Error>) -> Self {
        Self::Internal(source.into())
    }

    /// The status of the admin API and the site; the content API says 400 for 422 (`errors::strapi`).
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NotWrittenIn { .. } => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_)
            | Self::SignInAgain
            | Self::CrossOrigin
            | Self::Query(QueryError::DraftsForbidden) => StatusCode::FORBIDDEN,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::Malformed(_) | Self::InvalidParameter { .. } | Self::Query(_) => StatusCode::BAD_REQUEST,
            Self::Invalid(_) | Self::FileRefused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::UnsupportedMediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UrlTooLong { .. } => StatusCode::URI_TOO_LONG,
            Self::HeadersTooLarge { .. } => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::PreconditionFailed { .. } => StatusCode::PRECONDITION_FAILED,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::TooManyRequests { .. } | Self::BudgetSpent { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable { .. } | Self::Timeout => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What clients switch on; never changes its spelling.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::NotWrittenIn { .. } => "locale_not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden(_) | Self::Query(QueryError::DraftsForbidden) => "forbidden",
            Self::Query(QueryError::UnknownField { .. }) => "unknown_field",
            Self::Query(QueryError::OverBudget { .. }) => "over_budget",
            Self::Query(QueryError::Invalid { .. }) => "invalid_query",
            Self::SignInAgain => "sign_in_again",
            Self::CrossOrigin => "cross_origin",
            Self::WrongHost => "wrong_host",
            Self::Malformed(_) => "malformed",
            Self::InvalidParameter { .. } => "invalid_parameter",
            Self::Invalid(_) => "invalid",
            Self::UnsupportedMediaType { .. } => "unsupported_media_type",
            Self::TooLarge { .. } => "too_large",
            Self::UrlTooLong { .. } => "url_too_long",
            Self::HeadersTooLarge { .. } => "headers_too_large",
            Self::PreconditionRequired => "precondition_required",
            Self::PreconditionFailed { .. } => "precondition_failed",
            Self::Conflict { code, .. } => code,
            Self::FileRefused(_) => "file_refused",
            Self::TooManyRequests { .. } => "too_many_requests",
            Self::BudgetSpent { .. } => "read_budget_spent",
            Self::Unavailable { .. } => "unavailable",
            Self::Timeout => "timeout",
            Self::Internal(_) => "internal",
        }
    }

    /// `Retry-After`, if trying again helps.
    pub(crate) fn retry_after_header(&self) -> Option<HeaderValue> {
        let wait = self.retry_after()?;
        // A part of a second counts as a whole one, so that the client does not come back too early.
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        Some(HeaderValue::from(seconds.max(1)))
    }

    /// How long the client should wait before it tries again, if that helps.
    const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyRequests { retry_after }
            | Self::BudgetSpent { retry_after, .. }
            | Self::Unavailable { retry_after } => Some(*retry_after),
            Self::Timeout => Some(Duration::from_secs(5)),
            _ => None,
        }
    }
}

/// The error of an answer that is not presented yet.
#[derive(Debug, Clone)]
pub(crate) struct CarriedError(pub(crate) Arc<ApiError>);

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(wait) = self.retry_after_header() {
            response.headers_mut().insert(RETRY_AFTER, wait);
        }
        response.extensions_mut().insert(CarriedError(Arc::new(self)));
        response
    }
}
