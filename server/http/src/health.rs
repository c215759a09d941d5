//! Probes: whether the process lives, and whether it may get requests.
//!
//! Constant in time and silent about details, which `/metrics` and the log have.

use std::time::Duration;

use axum::extract::State;
use galley_app::health;
use http::StatusCode;

use crate::state::HttpState;

/// A probe that waits longer would say the same to whoever asked.
const LONGEST_CHECK: Duration = Duration::from_secs(2);

/// The process answers.
pub(crate) async fn show_health() -> &'static str {
    "ok"
}

/// New requests are welcome: the database answers and has its tables, and the server was not told to stop.
pub(crate) async fn show_readiness(State(state): State<HttpState>) -> (StatusCode, &'static str) {
    if state.app.stopping.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping");
    }
    match tokio::time::timeout(LONGEST_CHECK, health::check(&state.app)).await {
        Ok(Ok(())) => (StatusCode::OK, "ready"),
        Ok(Err(error)) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "The database is not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "database")
        }
        Err(_elapsed) => (StatusCode::SERVICE_UNAVAILABLE, "database"),
    }
}
