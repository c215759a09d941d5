//! The layer itself: what is checked going in and what is written coming out, in order.

use std::net::{IpAddr, Ipv4Addr};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use http::header::{AUTHORIZATION, CONNECTION, HeaderMap, HeaderName, HeaderValue, VARY};
use http::{Method, StatusCode, Uri, Version};

use super::client_address::{AddressRange, PeerAddress, client_ip};
use super::path_spelling::{MAX_URL_BYTES, is_canonical};
use super::request_id::{RequestId, RequestIds};
use super::{AcceptedHosts, Surface, cors, cross_origin, hosts, security_headers};
use crate::cache::{self, Audience};
use crate::errors::{ApiError, present};
use crate::kept::{Found, KeptAnswers};
use crate::session_cookie;

const MAX_HEADER_BYTES: usize = 32 * 1024;
const BOOT: HeaderName = HeaderName::from_static("x-galley-boot");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What the front is told by the configuration.
#[derive(Debug, Clone)]
pub struct FrontSettings {
    pub hosts: AcceptedHosts,
    /// Peers whose forwarding header is believed.
    pub trusted_proxies: Vec<AddressRange>,
    /// Made at start; shown in `X-Galley-Boot` and in request ids. Letters, digits and hyphens.
    pub boot_id: String,
}

/// The front's settings and its counter of requests.
#[derive(Debug)]
pub struct Front {
    hosts: AcceptedHosts,
    trusted_proxies: Vec<AddressRange>,
    boot: Option<HeaderValue>,
    request_ids: RequestIds,
    kept: KeptAnswers,
}

impl Front {
    pub(crate) fn new(settings: FrontSettings, kept: KeptAnswers) -> Self {
        Self {
            kept,
            boot: HeaderValue::from_str(&settings.boot_id).ok(),
            request_ids: RequestIds::new(&settings.boot_id),
            hosts: settings.hosts,
            trusted_proxies: settings.trusted_proxies,
        }
    }

    /// What a request must satisfy before any handler sees it.
    fn admit(&self, surface: Surface, request: &Request) -> Result<(), ApiError> {
        if url_length(request.uri()) > MAX_URL_BYTES {
            return Err(ApiError::UrlTooLong { limit: MAX_URL_BYTES });
        }
        if headers_length(request.headers()) > MAX_HEADER_BYTES {
            return Err(ApiError::HeadersTooLarge { limit: MAX_HEADER_BYTES });
        }
        // Probes come under whatever address the orchestrator knows.
        let is_probe = matches!(request.uri().path(), "/healthz" | "/readyz");
        let host = hosts::requested_host(request.uri(), request.headers()).unwrap_or_default();
        if !is_probe && !self.hosts.accepts(host) {
            return Err(ApiError::WrongHost);
        }
        if !is_canonical(request.uri().path()) {
            return Err(ApiError::NotFound);
        }
        if !cross_origin::is_allowed(surface, request.method(), request.headers(), &self.hosts, host) {
            return Err(ApiError::CrossOrigin);
        }
        Ok(())
    }

    fn identify(&self, request: &mut Request) {
        drop_underscore_names(request.headers_mut());
        let peer = request.extensions().get::<PeerAddress>().map(|peer| peer.0.ip());
        // Without an accept loop (in tests through the service itself) there is no peer.
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let client = client_ip(peer, request.headers(), &self.trusted_proxies);
        request.extensions_mut().insert(client);
    }

    fn finish(&self, seen: &Seen, found: Found) -> Response {
        let mut response = match found {
            Found::Kept(response) => response,
            Found::Made(response) => {
                let mut response = present(response, seen.surface, &seen.method, &seen.id);
                cache::apply(&mut response, seen.audience);
                cache::answer_condition(&mut response, &seen.method, seen.condition.as_ref());
                response
            }
        };
        let ends_connection =
            response.status() == StatusCode::PAYLOAD_TOO_LARGE && seen.version < Version::HTTP_2;
        let headers = response.headers_mut();
        if ends_connection {
            // What is left of the body is not read, so the connection ends; a client that knows does not reuse it.
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        security_headers::apply(headers, self.hosts.scheme());
        if seen.surface == Surface::ContentApi {
            cors::open(headers);
        }
        if seen.surface != Surface::ContentApi && !seen.method.is_safe() {
            headers.append(VARY, HeaderValue::from_static("Sec-Fetch-Site, Origin"));
        }
        if let Some(boot) = &self.boot {
            headers.insert(BOOT, boot.clone());
        }
        if let Some(id) = seen.id.header_value() {
            headers.insert(REQUEST_ID, id);
        }
        response
    }
}

/// What must be remembered of a request until its answer leaves.
struct Seen {
    id: RequestId,
    surface: Surface,
    method: Method,
    version: Version,
    audience: Audience,
    condition: Option<HeaderValue>,
}

/// The middleware function; `router.rs` puts it around everything.
pub(crate) async fn pass(State(front): State<Arc<Front>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let surface = Surface::of_path(request.uri().path());
    front.identify(&mut request);
    let seen = Seen {
        id: front.request_ids.next(),
        surface,
        method: request.method().clone(),
        version: request.version(),
        audience: audience(surface, request.headers()),
        condition: cache::condition(request.headers()),
    };
    request.extensions_mut().insert(seen.id.clone());
    let uri = tracing::enabled!(tracing::Level::DEBUG).then(|| request.uri().path().to_owned());

    let found = match front.admit(surface, &request) {
        Err(error) => Found::Made(error.into_response()),
        Ok(()) => match content_preflight(surface, &request) {
            Some(answer) => Found::Made(answer),
            None => front.kept.answer((surface, seen.audience), request, next).await,
        },
    };
    let response = front.finish(&seen, found);
    if let Some(path) = uri {
        let status = response.status().as_u16();
        let duration_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::debug!(request.id = %seen.id, status, duration_us, "{} {path} answered {status}", seen.method);
    }
    response
}

/// Runs the rest of the router; a panic harms only its own request.
pub(crate) async fn run(next: Next, request: Request) -> Response {
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => {
            let text = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("a panic without text");
            ApiError::Internal(anyhow::anyhow!("a handler panicked: {text}")).into_response()
        }
    }
}

fn content_preflight(surface: Surface, request: &Request) -> Option<Response> {
    if surface == Surface::ContentApi { cors::preflight(request.method(), request.headers()) } else { None }
}

fn audience(surface: Surface, headers: &HeaderMap) -> Audience {
    let cookie_counts = surface != Surface::ContentApi;
    if headers.contains_key(AUTHORIZATION) || (cookie_counts && session_cookie::is_present(headers)) {
        Audience::Authenticated
    } else {
        Audience::Everybody
    }
}

/// Proxies and gateways turn `X_Forwarded_For` into `X-Forwarded-For`; such names are never legitimate.
fn drop_underscore_names(headers: &mut HeaderMap) {
    if headers.keys().any(|name| name.as_str().contains('_')) {
        let names: Vec<HeaderName> =
            headers.keys().filter(|name| name.as_str().contains('_')).cloned().collect();
        for name in names {
            headers.remove(name);
        }
    }
}

/// As on the wire: each line has a colon, a space and a line end.
fn headers_length(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum()
}

fn url_length(uri: &Uri) -> usize {
    uri.path().len() + uri.query().map_or(0, |query| query.len() + 1)
}
