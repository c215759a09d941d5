//! Probes: whether the process lives, and whether it may get requests.
//!
//! Constant in time and silent about details, which `/metrics` and the log have.

use axum::extract::State;
use http::StatusCode;

use crate::state::HttpState;

/// The process answers.
pub(crate) async fn show_health() -> &'static str {
    "ok"
}

/// New requests are welcome: not from the moment on when the server was told to stop.
pub(crate) async fn show_readiness(State(state): State<HttpState>) -> (StatusCode, &'static str) {
    if state.app.stopping.is_cancelled() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping")
    } else {
        (StatusCode::OK, "ready")
    }
}
