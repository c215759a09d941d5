//! The front around a small router: what comes in, and what every answer carries.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::get;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, COOKIE, ETAG, HOST, IF_NONE_MATCH, ORIGIN};
use http::{HeaderName, Method, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use super::{AcceptedHosts, Front, FrontSettings, pass};
use crate::cache::{CachePolicy, CacheTags, strong_etag};
use crate::errors::ApiError;
use crate::kept::KeptAnswers;

fn router(hosts: AcceptedHosts) -> Router {
    let settings = FrontSettings { hosts, trusted_proxies: Vec::new(), boot_id: "boot1".to_owned() };
    let front = Arc::new(Front::new(settings, KeptAnswers::default()));
    let page = || async {
        let tags = CacheTags::new(["entry:1".to_owned(), "type:post".to_owned()]);
        (CachePolicy::UntilPurged(tags), [(ETAG, strong_etag(b"page"))], "page")
    };
    let fails = || async { Err::<(), _>(ApiError::internal(anyhow::anyhow!("secret table name"))) };
    let panics = || async {
        assert!(std::hint::black_box(false), "secret text");
    };
    let mut router = Router::new();
    for root in ["", "/api", "/admin/api"] {
        router = router
            .route(&format!("{root}/page"), get(page).post(page))
            .route(&format!("{root}/fails"), get(fails))
            .route(&format!("{root}/panics"), get(panics));
    }
    router
        .route("/healthz", get(async || "ok"))
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(from_fn_with_state(front, pass))
}

struct Ask {
    method: Method,
    path: &'static str,
    headers: Vec<(HeaderName, &'static str)>,
}

fn ask(method: Method, path: &'static str) -> Ask {
    Ask { method, path, headers: Vec::new() }
}

impl Ask {
    fn with(mut self, name: impl TryInto<HeaderName, Error: std::fmt::Debug>, value: &'static str) -> Self {
        self.headers.push((name.try_into().unwrap(), value));
        self
    }

    async fn send(self) -> Response {
        self.send_to(router(AcceptedHosts::LocalOnly)).await
    }

    async fn send_to(self, router: Router) -> Response {
        let mut request = Request::builder().method(self.method).uri(self.path);
        if !self.headers.iter().any(|(name, _)| *name == HOST) {
            request = request.header(HOST, "localhost");
        }
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }
}

async fn body(response: Response) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

async fn json(response: Response) -> Value {
    serde_json::from_str(&body(response).await).unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn errors_come_in_the_envelope_of_their_surface() {
    let answer = ask(Method::GET, "/api/nothing").send().await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert_eq!(
        body(answer).await,
        r#"{"data":null,"error":{"status":404,"name":"NotFoundError","message":"Not Found","details":{}}}"#
    );

    let answer = ask(Method::GET, "/admin/api/nothing").send().await;
    assert_eq!(answer.headers()[CONTENT_TYPE], "application/problem+json");
    assert_eq!(
        body(answer).await,
        concat!(
            r#"{"type":"urn:galley:problem:not_found","title":"Not Found","status":404,"code":"not_found","#,
            r#""detail":"Not Found","request_id":"boot1-1"}"#
        )
    );

    let answer = ask(Method::GET, "/nothing").send().await;
    assert_eq!(answer.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_wrong_method_is_405_with_the_right_ones() {
    let answer = ask(Method::DELETE, "/api/page").send().await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers()[ALLOW], "GET,HEAD,POST");
    assert_eq!(json(answer).await["error"]["name"], "MethodNotAllowedError");
}

#[tokio::test]
async fn the_text_of_a_failure_or_panic_stays_inside() {
    for root in ["/api", "/admin/api", ""] {
        for path in ["/fails", "/panics"] {
            let path: &'static str = Box::leak(format!("{root}{path}").into_boxed_str());
            let answer = ask(Method::GET, path).send().await;
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            let text = body(answer).await;
            assert!(!text.contains("secret"), "{text}");
            assert!(text.contains("boot1-1"), "the request is named: {text}");
        }
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_its_names() {
    for path in ["/page", "/api/page", "/admin/api/nothing", "/a//b"] {
        let answer = ask(Method::GET, path).send().await;
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&answer, "referrer-policy"), "strict-origin-when-cross-origin");
        assert_eq!(header(&answer, "permissions-policy"), "geolocation=(), camera=(), microphone=()");
        assert_eq!(header(&answer, "cross-origin-resource-policy"), "same-origin");
        assert_eq!(header(&answer, "x-galley-boot"), "boot1");
        assert_eq!(header(&answer, "x-request-id"), "boot1-1");
        for absent in ["server", "x-powered-by", "strict-transport-security"] {
            assert_eq!(header(&answer, absent), "", "{path}");
        }
    }
    let page = ask(Method::GET, "/nothing").send().await;
    assert!(header(&page, "content-security-policy").starts_with("default-src 'self'"));
    assert_eq!(header(&page, "cross-origin-opener-policy"), "same-origin");
}

#[tokio::test]
async fn over_tls_the_browser_is_told_to_stay_there() {
    let hosts = AcceptedHosts::Configured(vec!["https://example.com".parse().unwrap()]);
    let answer = ask(Method::GET, "/page").with(HOST, "example.com").send_to(router(hosts)).await;
    assert_eq!(header(&answer, "strict-transport-security"), "max-age=63072000; includeSubDomains");
}

#[tokio::test]
async fn an_unknown_host_is_refused_but_a_probe_may_use_any() {
    for host in ["evil.com", ""] {
        let answer = ask(Method::GET, "/page").with(HOST, host).send().await;
        assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(!body(answer).await.contains("evil.com"));
        assert_eq!(ask(Method::GET, "/healthz").with(HOST, host).send().await.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn another_spelling_of_a_path_is_not_found() {
    for path in ["//page", "/./page", "/x/../page", "/%70age", "/page;x", "/page/", "/PAGE", "/api//page"] {
        assert_eq!(ask(Method::GET, path).send().await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn long_urls_and_headers_are_refused() {
    let long: &'static str = Box::leak(format!("/page?{}", "a".repeat(9_000)).into_boxed_str());
    assert_eq!(ask(Method::GET, long).send().await.status(), StatusCode::URI_TOO_LONG);
    let long: &'static str = Box::leak("a".repeat(33_000).into_boxed_str());
    let answer = ask(Method::GET, "/page").with("x-long", long).send().await;
    assert_eq!(answer.status(), StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
}

#[tokio::test]
async fn a_cross_site_write_is_refused_before_any_handler() {
    let cross = |path| ask(Method::POST, path).with("sec-fetch-site", "cross-site");
    for path in ["/page", "/admin/api/page"] {
        let answer = cross(path).send().await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
        assert_eq!(header(&answer, "vary"), "Sec-Fetch-Site, Origin");
        assert_eq!(
            ask(Method::POST, path).with(COOKIE, "galley=x").send().await.status(),
            StatusCode::FORBIDDEN
        );
    }
    assert_eq!(cross("/api/page").send().await.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_content_api_is_open_to_scripts_and_the_admin_is_not() {
    let answer = ask(Method::GET, "/api/page").with(ORIGIN, "https://front.example").send().await;
    assert_eq!(header(&answer, "access-control-allow-origin"), "*");
    assert_eq!(
        header(&answer, "access-control-expose-headers"),
        "ETag, Galley-Cost, Galley-Seq, Location, Retry-After"
    );
    assert_eq!(header(&answer, "access-control-allow-credentials"), "");

    let preflight = |path| ask(Method::OPTIONS, path).with("access-control-request-method", "PUT");
    let answer = preflight("/api/anything").send().await;
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert_eq!(header(&answer, "access-control-allow-methods"), "GET, HEAD, POST, PUT, DELETE");
    assert_eq!(
        header(&answer, "access-control-allow-headers"),
        "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key"
    );
    let answer = preflight("/admin/api/page").send().await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header(&answer, "access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_page_is_cacheable_for_the_public_and_not_for_a_session() {
    let answer = ask(Method::GET, "/page").send().await;
    assert_eq!(answer.headers()[CACHE_CONTROL], "public, max-age=0, must-revalidate");
    assert_eq!(header(&answer, "surrogate-key"), "entry:1 type:post");
    let answer = ask(Method::GET, "/page").with(COOKIE, "galley=x").send().await;
    assert_eq!(answer.headers()[CACHE_CONTROL], "no-store");
    assert_eq!(header(&answer, "surrogate-key"), "");
    // The content API reads no cookie, so one changes nothing there.
    let answer = ask(Method::GET, "/api/page").with(COOKIE, "galley=x").send().await;
    assert_eq!(answer.headers()[CACHE_CONTROL], "public, max-age=0, must-revalidate");
    let answer = ask(Method::GET, "/api/page").with("authorization", "Bearer x").send().await;
    assert_eq!(answer.headers()[CACHE_CONTROL], "no-store");
    let answer = ask(Method::GET, "/api/fails").send().await;
    assert_eq!(answer.headers()[CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn a_known_page_is_answered_304_and_a_head_has_no_body() {
    let tag = strong_etag(b"page");
    let tag: &'static str = Box::leak(tag.to_str().unwrap().to_owned().into_boxed_str());
    let answer = ask(Method::GET, "/page").with(IF_NONE_MATCH, tag).send().await;
    assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(answer.headers()[ETAG], tag);
    assert_eq!(body(answer).await, "");

    for (path, status) in [("/page", StatusCode::OK), ("/api/nothing", StatusCode::NOT_FOUND)] {
        let answer = ask(Method::HEAD, path).send().await;
        assert_eq!(answer.status(), status);
        assert_eq!(body(answer).await, "", "{path}");
    }
}
