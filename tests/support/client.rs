//! What a test says to a server, and what it hears: requests as somebody, answers as status and JSON.
//!
//! Knows HTTP and nothing of the product's routes.

use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode};
use serde_json::Value;

/// Somebody who talks to the server; cookies are kept between requests.
#[derive(Debug, Clone)]
pub struct Client {
    base: String,
    token: Option<String>,
    http: reqwest::Client,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    async fn of(response: reqwest::Response) -> Result<Self, reqwest::Error> {
        Ok(Self {
            status: response.status(),
            headers: response.headers().clone(),
            text: response.text().await?,
        })
    }

    /// The text at a pointer; fails when there is none.
    #[track_caller]
    pub fn text_at(&self, pointer: &str) -> String {
        let found = self.at(pointer);
        found.as_str().unwrap_or_else(|| panic!("no text at {pointer}: {}", self.text)).to_owned()
    }

    /// The number at a pointer; fails when there is none.
    #[track_caller]
    pub fn number_at(&self, pointer: &str) -> i64 {
        let found = self.at(pointer);
        found.as_i64().unwrap_or_else(|| panic!("no number at {pointer}: {}", self.text))
    }

    /// The body as JSON; null when it is not.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    /// The part of the JSON body that a pointer such as `/data/title` names; null when there is none.
    pub fn at(&self, pointer: &str) -> Value {
        self.json().pointer(pointer).cloned().unwrap_or(Value::Null)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Fails with the body when the status is another one.
    #[track_caller]
    #[expect(clippy::return_self_not_must_use, reason = "often the status is all that a test asks for")]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "the body was: {}", self.text);
        self
    }
}

impl Client {
    pub fn new(base: &str) -> Self {
        Self::with_headers(base, HeaderMap::new())
    }

    /// As a page of the admin asks: a browser says that the request comes from the same origin.
    pub fn of_page(base: &str) -> Self {
        Self::with_headers(base, header_map(&[("sec-fetch-site", "same-origin")]))
    }

    fn with_headers(base: &str, headers: HeaderMap) -> Self {
        let http = reqwest::Client::builder()
            .default_headers(headers)
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_mins(1))
            .no_proxy()
            .build()
            .expect("a client without TLS needs nothing");
        Self { base: base.to_owned(), token: None, http }
    }

    /// The same server, as the holder of an access token.
    #[must_use]
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// Opens a session as a user with the password that all tests use.
    pub async fn sign_in(&self, email: &str) {
        let body = serde_json::json!({ "email": email, "password": crate::server::PASSWORD });
        self.post("/admin/api/session", &body).await.expect_status(200);
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], None).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, &[], None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, &[], Some(body.to_string())).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, &[], Some(body.to_string())).await
    }

    pub async fn patch(&self, path: &str, version: i64, body: &Value) -> Answer {
        self.send(Method::PATCH, path, &[("if-match", &quoted(version))], Some(body.to_string())).await
    }

    /// A POST without a body, of something at this version.
    pub async fn act(&self, path: &str, version: i64) -> Answer {
        self.send(Method::POST, path, &[("if-match", &quoted(version))], None).await
    }

    /// Sends one file and further fields of a form.
    pub async fn upload(&self, path: &str, file: (&str, &str, &[u8]), fields: &[(&str, &str)]) -> Answer {
        let (part, name, bytes) = file;
        let mut form = reqwest::multipart::Form::new();
        for (field, value) in fields {
            form = form.text((*field).to_owned(), (*value).to_owned());
        }
        form = form.part(
            part.to_owned(),
            reqwest::multipart::Part::bytes(bytes.to_vec()).file_name(name.to_owned()),
        );
        let mut request = self.http.post(format!("{}{path}", self.base)).multipart(form);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        Answer::of(request.send().await.expect("the server answers")).await.expect("the answer has an end")
    }

    /// Any request; `body` goes out as JSON, as it is.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Answer {
        self.try_send(method, path, headers, body).await.expect("the server answers")
    }

    /// As [`send`](Self::send), for a server that may be killed meanwhile.
    pub async fn try_send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Result<Answer, reqwest::Error> {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        request = request.headers(header_map(headers));
        Answer::of(request.send().await?).await
    }

    /// Whether `/readyz` answers 200.
    pub async fn is_ready(&self) -> bool {
        let answer = self.try_send(Method::GET, "/readyz", &[], None).await;
        answer.is_ok_and(|answer| answer.status == StatusCode::OK)
    }
}

fn quoted(version: i64) -> String {
    format!("\"{version}\"")
}

fn header_map(headers: &[(&str, &str)]) -> HeaderMap {
    headers
        .iter()
        .map(|(name, value)| {
            let name = HeaderName::try_from(*name).expect("a test's header name is valid");
            (name, HeaderValue::from_str(value).expect("a test's header value is valid"))
        })
        .collect()
}
