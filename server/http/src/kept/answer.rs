//! An answer as it is kept: its headers, and its body in every form in which it travels.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use galley_app::cache::Measure;
use http::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, HeaderName,
    HeaderValue, IF_NONE_MATCH, LOCATION, SET_COOKIE, VARY,
};
use http::{Method, StatusCode};
use http_body_util::{BodyExt as _, Limited};

use super::coding::{Coding, preferred};
use crate::cache::{self, Audience, CachePolicy, strong_etag};
use crate::errors::ApiError;
use crate::site::leading_to;

/// Where an answer came from (RFC 9211).
const CACHE_STATUS: HeaderName = HeaderName::from_static("cache-status");
/// What is smaller does not become smaller.
pub(crate) const LEAST_COMPRESSED: usize = 1_024;
/// No handler makes larger answers; one that did would not be kept.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// Where an answer comes from, as its last header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    Memory,
    /// Others may have changed something since, because the database does not answer.
    UnconfirmedMemory,
    /// Made just now, and kept.
    Handler,
    /// Made just now, and not kept.
    HandlerAlone,
}

impl From {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Memory => "galley; hit",
            Self::UnconfirmedMemory => "galley; hit; detail=unconfirmed",
            Self::Handler => "galley; fwd=miss; stored",
            Self::HandlerAlone => "galley; fwd=miss",
        }
    }
}

/// What of a request decides in which form it gets an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) headers: &'a HeaderMap,
    /// It names no other answer; redirects pass it on.
    pub(super) query: Option<&'a str>,
    pub(super) is_head: bool,
}

impl<'a> Asked<'a> {
    pub(super) fn of(request: &'a Request) -> Self {
        Self {
            headers: request.headers(),
            query: request.uri().query(),
            is_head: request.method() == Method::HEAD,
        }
    }
}

/// An answer that can be sent as often as one likes.
#[derive(Debug)]
pub(crate) struct KeptAnswer {
    status: StatusCode,
    /// All but those of the body's form.
    headers: HeaderMap,
    pub(super) body: Bytes,
    etag: HeaderValue,
    is_text: bool,
    is_compressing: AtomicBool,
    compressed: [OnceLock<Form>; 2],
}

/// The body in one coding.
#[derive(Debug)]
struct Form {
    body: Bytes,
    etag: HeaderValue,
}

impl Measure for KeptAnswer {
    fn bytes(&self) -> usize {
        let headers: usize = self.headers.values().map(|value| value.len() + 32).sum();
        self.body.len() + headers + size_of::<Self>()
    }
}

impl KeptAnswer {
    /// The answer of a handler that says that it may be kept; any other is given back.
    pub(super) async fn of(response: Response) -> Result<Self, Box<Response>> {
        let is_keepable = matches!(
            response.extensions().get(),
            Some(CachePolicy::UntilPurged(_) | CachePolicy::KeptInside | CachePolicy::Leads)
        );
        let status = response.status();
        let is_whole = matches!(status, StatusCode::OK | StatusCode::NOT_FOUND | StatusCode::GONE)
            || is_redirect(status);
        if !is_keepable || !is_whole || response.headers().contains_key(SET_COOKIE) {
            return Err(Box::new(response));
        }
        let (mut parts, body) = response.into_parts();
        let body = match Limited::new(body, LARGEST_BODY).collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) => {
                let error = ApiError::internal(anyhow::anyhow!("an answer has no end: {error}"));
                return Err(Box::new(error.into_response()));
            }
        };
        // The headers of the cache are written now, so that they are not written again each time.
        let mut written = Response::from_parts(parts, Body::empty());
        cache::apply(&mut written, Audience::Everybody);
        parts = written.into_parts().0;
        Ok(Self::from_parts(parts.status, parts.headers, body))
    }

    fn from_parts(status: StatusCode, mut headers: HeaderMap, body: Bytes) -> Self {
        headers.remove(CONTENT_LENGTH);
        let etag = headers.remove(ETAG).unwrap_or_else(|| strong_etag(&body));
        let is_text = headers.get(CONTENT_TYPE).is_some_and(is_text);
        if is_text {
            headers.append(VARY, HeaderValue::from_static("accept-encoding"));
        }
        let compressed = [OnceLock::new(), OnceLock::new()];
        Self { status, headers, body, etag, is_text, is_compressing: AtomicBool::new(false), compressed }
    }

    /// Whether it leads elsewhere, which depends on what is asked there.
    pub(super) fn leads(&self) -> bool {
        is_redirect(self.status)
    }

    /// Whether somebody asks for a form that nobody makes yet.
    pub(super) fn wants_coding(&self, asked: &HeaderMap) -> bool {
        self.is_text
            && self.body.len() >= LEAST_COMPRESSED
            && !self.is_compressing.load(Ordering::Relaxed)
            && asked.get(ACCEPT_ENCODING).and_then(preferred).is_some()
    }

    /// False when somebody else makes the forms.
    pub(super) fn begins_compressing(&self) -> bool {
        !self.is_compressing.swap(true, Ordering::Relaxed)
    }

    /// Takes in a compressed form, unless it is no smaller.
    pub(super) fn add_form(&self, coding: Coding, body: Vec<u8>) -> usize {
        if body.len() >= self.body.len() {
            return 0;
        }
        let size = body.len();
        let tag = self.etag.to_str().unwrap_or_default().trim_matches('"');
        let etag = HeaderValue::try_from(format!("\"{tag}-{}\"", coding.as_str()));
        let form = Form { body: body.into(), etag: etag.unwrap_or(HeaderValue::from_static("\"\"")) };
        // Each form is made once.
        let _added = self.compressed[coding.place()].set(form);
        size
    }

    /// The answer to one request: in the form that it prefers, or that it has what it asks for.
    pub(super) fn response(&self, request: Asked<'_>, from: From) -> Response {
        let asked = request.headers;
        let coding = asked.get(ACCEPT_ENCODING).filter(|_| self.is_text).and_then(preferred);
        let form = coding.and_then(|coding| Some((coding, self.compressed[coding.place()].get()?)));
        let (etag, body) = form.map_or((&self.etag, &self.body), |(_, form)| (&form.etag, &form.body));
        let held = asked.get(IF_NONE_MATCH).filter(|_| self.status == StatusCode::OK);
        let held = held.and_then(|held| self.held(held, etag));
        let has_body = held.is_none() && !request.is_head;
        let mut response = Response::new(if has_body { Body::from(body.clone()) } else { Body::empty() });
        *response.status_mut() = if held.is_some() { StatusCode::NOT_MODIFIED } else { self.status };
        let headers = response.headers_mut();
        headers.clone_from(&self.headers);
        headers.insert(ETAG, held.unwrap_or(etag).clone());
        if held.is_some() {
            headers.remove(CONTENT_TYPE);
        } else if let Some((coding, _)) = form {
            headers.insert(CONTENT_ENCODING, coding.header_value());
        }
        if request.is_head && held.is_none() {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        }
        if let Some(location) = self.location(request) {
            headers.insert(LOCATION, location);
        }
        headers.insert(CACHE_STATUS, HeaderValue::from_static(from.as_str()));
        response
    }

    /// Where a redirect leads this request, when its query goes with it.
    fn location(&self, request: Asked<'_>) -> Option<HeaderValue> {
        let query = request.query.filter(|_| self.leads())?;
        let target = self.headers.get(LOCATION)?.to_str().ok()?;
        HeaderValue::try_from(leading_to(target, Some(query)).as_ref()).ok()
    }

    /// The tag of the form that a client has, when it is one of this answer; the one it would get comes first.
    fn held<'a>(&'a self, wanted: &HeaderValue, preferred: &'a HeaderValue) -> Option<&'a HeaderValue> {
        let forms = self.compressed.iter().filter_map(OnceLock::get).map(|form| &form.etag);
        std::iter::once(preferred)
            .chain(std::iter::once(&self.etag))
            .chain(forms)
            .find(|tag| cache::matches_any(wanted, tag))
    }
}

const fn is_redirect(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    )
}

/// Whether compressing it is worth the time.
pub(crate) fn is_text(content_type: &HeaderValue) -> bool {
    let text = content_type.as_bytes();
    let essence = text.split(|byte| *byte == b';').next().unwrap_or_default();
    essence.starts_with(b"text/") || essence.ends_with(b"json") || essence.ends_with(b"xml")
}
