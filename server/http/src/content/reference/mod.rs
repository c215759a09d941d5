//! `GET /api/docs`: the OpenAPI document of the content API as a page to read, for whoever asks.
//!
//! It is made of the same document, so it shows neither more nor less. It runs no script and loads nothing: names and
//! descriptions of a model are text, and text only.

mod html;
mod kinds;
mod operations;

use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{CONTENT_SECURITY_POLICY, ETAG, HeaderValue};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use self::html::Page;
use super::content_document;
use crate::authentication::Caller;
use crate::cache::{CachePolicy, strong_etag};
use crate::errors::ApiError;

/// Readable on a phone, in the dark and on paper.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{max-width:60rem;margin:0 auto;padding:1rem;font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\
h2{margin-top:3rem;border-bottom:1px solid}h3{margin-top:2rem}\
code,pre{font-family:ui-monospace,monospace;font-size:.9em}\
pre{overflow-x:auto;padding:.5rem;border:1px solid}\
table{border-collapse:collapse;width:100%}\
th,td{text-align:start;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #8886}\
.method{font-weight:bold}nav ul{columns:16rem;padding:0;list-style:none}";

pub(super) async fn show_reference(Caller(ctx): Caller) -> Result<Response, ApiError> {
    let document = content_document(&ctx.model(), &ctx.actor);
    let body = page(&document);
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let headers = [
        (ETAG, strong_etag(body.as_bytes())),
        (CONTENT_SECURITY_POLICY, HeaderValue::try_from(policy).map_err(ApiError::internal)?),
    ];
    Ok((CachePolicy::Private, headers, Html(body)).into_response())
}

fn page(document: &Value) -> String {
    let mut page = Page::default();
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n");
    page.raw("<title>Content API</title>\n<style>").raw(STYLE).raw("</style>\n</head>\n<body>\n");
    page.element("h1", text(document, "/info/title"));
    page.prose(text(document, "/info/description"));
    page.raw("<p>This page shows what you may do with the credentials of your request: none, when a browser asks. ");
    page.raw(
        "With <code>Authorization: Bearer gly_…</code> it shows what a token may do. For programs there is ",
    );
    page.raw("<a href=\"/api/openapi.json\"><code>/api/openapi.json</code></a>.</p>\n");
    operations::contents(&mut page, document);
    operations::all(&mut page, document);
    operations::parameters(&mut page, document);
    kinds::schemas(&mut page, document);
    page.raw("</body>\n</html>\n");
    page.into_text()
}

fn text<'a>(document: &'a Value, pointer: &str) -> &'a str {
    document.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_model_says_is_text() {
        let hostile = "</td><script>alert(1)</script>\" onload=\"x";
        let document = json!({
            "info": { "title": hostile, "description": hostile },
            "paths": { hostile: { "get": {
                "operationId": hostile, "tags": [hostile],
                "parameters": [{ "$ref": format!("#/components/parameters/{hostile}") }],
                "responses": { "200": { "description": hostile } },
            } } },
            "components": {
                "parameters": { hostile: { "name": hostile, "description": hostile } },
                "schemas": { hostile: { "type": "object", "description": hostile, "properties": {
                    hostile: { "type": "string", "enum": [hostile], "pattern": hostile, "description": hostile },
                    "other": { "$ref": format!("#/components/schemas/{hostile}") },
                } } },
            },
        });
        let shown = page(&document);
        assert!(!shown.contains("<script") && !shown.contains("\" onload"), "{shown}");
        assert!(shown.contains("&lt;script&gt;"), "{shown}");
    }

    #[test]
    fn kinds_lead_to_what_they_are() {
        let document = json!({
            "paths": { "/api/posts": { "get": {
                "operationId": "list_posts", "tags": ["Post"],
                "responses": { "200": { "description": "The answer", "content": { "application/json": { "schema": {
                    "type": "array", "items": { "$ref": "#/components/schemas/post" },
                } } } } },
            } } },
            "components": { "schemas": { "post": { "properties": {
                "level": { "enum": ["low", null] },
                "cover": { "anyOf": [{ "$ref": "#/components/schemas/Asset" }, { "type": "null" }] },
                "when": { "type": ["string", "null"], "format": "date-time" },
            }, "required": ["level"] } } },
        });
        let shown = page(&document);
        for part in [
            "<code class=\"method\">GET</code> <code>/api/posts</code>",
            "list of <a href=\"#schema-post\"><code>post</code></a>",
            "<code>&quot;low&quot;</code> or <code>null</code>",
            "<a href=\"#schema-Asset\"><code>Asset</code></a> or null",
            "string or null, date-time",
        ] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }
}
