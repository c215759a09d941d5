//! All routes of the server, top to bottom: each with its policy, then the layers around all of them.
//!
//! How a handler is written:
//! 1. One file per endpoint, `admin/<noun>/<verb>.rs`, of at most 150 lines: wire types, the handler, its tests. The
//!    handler is called `verb_resource`; that is its operation id.
//! 2. Wire types per resource are `XIn`, `XPatch` and `XOut` with `#[serde(deny_unknown_fields)]` on what comes in. An
//!    `XOut` is made by destructuring the row exhaustively, so that a new column does not compile until somebody
//!    decided whether it is shown.
//! 3. Parameters in this order: `Caller(ctx)`, `State`, `Path<…>`, `Query<…>`, `RequiredIfMatch`, and the body last
//!    (`JsonBody<…>` or `UploadForm`), all from `crate::extract`. Clippy refuses axum's own.
//! 4. The body of a handler: validate, call one action of `galley_app` with `&ctx`, present. It returns
//!    `Result<impl IntoResponse, ApiError>`; `?` turns an `AppError` into one. No policy, no status codes for errors.
//! 5. An answer that may be cached says so with a [`CachePolicy`](crate::cache::CachePolicy) beside the body.
//! 6. Registration is one line in the `routes` function of its part, with its [`Policy`]: `.add(policy,
//!    routes!(handler))` for what `#[utoipa::path]` documents, `.route(policy, method, path, handler)` for the rest.
//!    `add_streaming` and `route_streaming` are for handlers that may take longer than 30 seconds.
//! 7. The table of all routes and policies is a snapshot (`tests/it/security`); a new line in it is read in review.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use galley_app::App;
use http::Method;

use crate::errors::ApiError;
use crate::front::{self, Front};
use crate::kept::KeptAnswers;
use crate::routes::{Policy, RouteEntry, Routes};
use crate::state::{HttpSettings, HttpState};
use crate::{admin, content, health, openapi, rate_limits, site};

/// The whole server as one service; give it to [`crate::serve::serve`]. Its one task is supervised by `app`.
pub fn router(app: Arc<App>, settings: HttpSettings) -> Router {
    let state = HttpState::new(app, &settings);
    rate_limits::start_forgetting(&state.app, &state.limits, &state.reads);
    let kept = KeptAnswers::new(&state.app, settings.cache_bytes, settings.content_parameters);
    routes()
        .into_router(&state)
        .fallback(async || ApiError::NotFound)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(from_fn_with_state(Arc::new(Front::new(settings.front, kept)), front::pass))
        .with_state(state)
}

fn routes() -> Routes {
    Routes::new()
        .route(Policy::Public, Method::GET, "/healthz", health::show_health)
        .route(Policy::Public, Method::GET, "/readyz", health::show_readiness)
        .merge(admin::routes())
        .merge(content::routes())
        .merge(site::routes())
}

/// Every route with its policy, for the test that goes through them role by role.
pub fn route_table() -> Vec<RouteEntry> {
    routes().table()
}

/// The OpenAPI document of the content API for one actor; `galley openapi --content` writes it for everything.
pub use crate::content::content_document;

/// The OpenAPI document of the admin API; `galley openapi` writes it.
pub fn admin_document() -> utoipa::openapi::OpenApi {
    openapi::complete(routes().document(openapi::base()))
}
