//! The site's last resort: a page without theme, for errors that are met before a theme could render.

use super::ApiError;
use super::envelope::ErrorBody;
use crate::front::RequestId;

pub(super) fn body(error: &ApiError, request_id: &RequestId) -> ErrorBody {
    let status = error.status();
    let title = status.canonical_reason().unwrap_or("Error");
    // Every interpolated text is ours: a status phrase, a fixed sentence without input, an id of our making.
    let text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <h1>{title}</h1>\n<p>{}</p>\n<p><a href=\"/\">Home</a></p>\n<p><small>Request {request_id}</small></p>\n",
        sentence(error)
    );
    ErrorBody { status, content_type: "text/html; charset=utf-8", text }
}

fn sentence(error: &ApiError) -> &'static str {
    if error.status().is_server_error() {
        "Something went wrong on our side. Please try again later."
    } else if matches!(error, ApiError::NotFound) {
        "There is no page at this address."
    } else {
        "This request cannot be answered."
    }
}
