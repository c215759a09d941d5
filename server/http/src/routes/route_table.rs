//! The table of routes, from which the router, the OpenAPI document and the policy tests are made.

use std::any::type_name_of_val;

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, MethodRouter, on};
use http::Method;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::guard::{self, Rules};
use super::parameters::KnownParameters;
use super::policy::{Deadline, Policy};
use crate::state::HttpState;

/// One method of one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteEntry {
    pub method: Method,
    pub path: String,
    /// The handler's name, which is the operation id.
    pub operation: String,
    pub policy: Policy,
}

/// Routes that were registered, each with its policy.
#[derive(Default)]
pub(crate) struct Routes {
    registered: Vec<Registered>,
    /// Collects the documentation; its own router is not used.
    documented: Vec<UtoipaMethodRouter<HttpState>>,
}

struct Registered {
    entries: Vec<RouteEntry>,
    path: String,
    handlers: MethodRouter<HttpState>,
    rules: Rules,
}

impl Routes {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Registers handlers that `#[utoipa::path]` documents: method, path and operation id come from there.
    #[must_use]
    pub(crate) fn add(self, policy: Policy, routes: UtoipaMethodRouter<HttpState>) -> Self {
        self.add_documented(policy, Deadline::Request, routes)
    }

    /// As [`Routes::add`], for handlers that stream and so may take longer than a request.
    #[must_use]
    pub(crate) fn add_streaming(self, policy: Policy, routes: UtoipaMethodRouter<HttpState>) -> Self {
        self.add_documented(policy, Deadline::Streaming, routes)
    }

    fn add_documented(
        mut self,
        policy: Policy,
        deadline: Deadline,
        routes: UtoipaMethodRouter<HttpState>,
    ) -> Self {
        let (_, paths, handlers) = &routes;
        for (path, item) in &paths.paths {
            let entries = operations(item)
                .map(|(method, operation)| RouteEntry {
                    method,
                    path: path.clone(),
                    operation: operation.operation_id.clone().unwrap_or_default(),
                    policy,
                })
                .collect();
            let handlers = handlers.clone();
            let parameters =
                operations(item).next().map_or_else(KnownParameters::default, |(_, operation)| {
                    KnownParameters::documented(operation)
                });
            let rules = Rules { policy, deadline, parameters };
            self.registered.push(Registered { entries, path: path.clone(), handlers, rules });
        }
        self.documented.push(routes);
        self
    }

    /// Registers a handler whose documentation is not static: the content API, the site, probes.
    #[must_use]
    pub(crate) fn route<H, T>(self, policy: Policy, method: Method, path: &str, handler: H) -> Self
    where
        H: Handler<T, HttpState>,
        T: 'static,
    {
        self.add_plain(policy, Deadline::Request, (method, path), handler)
    }

    /// As [`Routes::route`], for a handler that streams.
    #[must_use]
    pub(crate) fn route_streaming<H, T>(self, policy: Policy, method: Method, path: &str, handler: H) -> Self
    where
        H: Handler<T, HttpState>,
        T: 'static,
    {
        self.add_plain(policy, Deadline::Streaming, (method, path), handler)
    }

    fn add_plain<H, T>(
        mut self,
        policy: Policy,
        deadline: Deadline,
        (method, path): (Method, &str),
        handler: H,
    ) -> Self
    where
        H: Handler<T, HttpState>,
        T: 'static,
    {
        // A function item's type is named after the function.
        let operation = type_name_of_val(&handler).rsplit("::").next().unwrap_or_default().to_owned();
        let entry = RouteEntry { method: method.clone(), path: path.to_owned(), operation, policy };
        // A method of our own invention has no filter and would be a mistake in `router.rs`, met by every test.
        let filter = MethodFilter::try_from(method).unwrap_or(MethodFilter::GET);
        let handlers = on(filter, handler);
        let rules = Rules { policy, deadline, parameters: KnownParameters::default() };
        self.registered.push(Registered { entries: vec![entry], path: path.to_owned(), handlers, rules });
        self
    }

    /// Of the route that was registered last.
    #[must_use]
    pub(crate) fn knowing(mut self, parameters: &'static [&'static str]) -> Self {
        if let Some(last) = self.registered.last_mut() {
            last.rules.parameters = KnownParameters::OfContent(parameters);
        }
        self
    }

    #[must_use]
    pub(crate) fn merge(mut self, other: Self) -> Self {
        self.registered.extend(other.registered);
        self.documented.extend(other.documented);
        self
    }

    /// Every route, in order of registration.
    pub(crate) fn table(&self) -> Vec<RouteEntry> {
        self.registered.iter().flat_map(|registered| registered.entries.clone()).collect()
    }

    /// Adds the documented routes to an OpenAPI document.
    pub(crate) fn document(self, base: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
        let router = OpenApiRouter::<HttpState>::with_openapi(base);
        self.documented.into_iter().fold(router, OpenApiRouter::routes).into_openapi()
    }

    /// The router, each route behind its guard.
    pub(crate) fn into_router(self, state: &HttpState) -> Router<HttpState> {
        self.registered.into_iter().fold(Router::new(), |router, registered| {
            let guarded = guard::put_before(registered.handlers, state, registered.rules);
            router.route(&registered.path, guarded)
        })
    }
}

fn operations(item: &PathItem) -> impl Iterator<Item = (Method, &Operation)> {
    [
        (Method::GET, &item.get),
        (Method::PUT, &item.put),
        (Method::POST, &item.post),
        (Method::DELETE, &item.delete),
        (Method::PATCH, &item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}
