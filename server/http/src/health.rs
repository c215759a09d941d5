//! Probes: whether the process lives, and whether it may get requests.
//!
//! Constant in time and silent about details, which `/metrics` and the log have.

use std::time::Duration;

use axum::extract::State;
use galley_app::health;
use galley_domain::ids::EventSeq;
use http::StatusCode;
use serde::Deserialize;

use crate::extract::Query;
use crate::state::HttpState;

/// A probe that waits longer would say the same to whoever asked.
const LONGEST_CHECK: Duration = Duration::from_secs(2);

#[derive(Debug, Deserialize)]
pub(crate) struct ReadyQuery {
    /// The `Galley-Seq` of a write: ready is whoever has taken it in.
    seq: Option<i64>,
}

/// The process answers.
pub(crate) async fn show_health() -> &'static str {
    "ok"
}

/// New requests are welcome: the database answers and has its tables, and the server was not told to stop. With `seq`,
/// the answer waits a little for a write of another node.
pub(crate) async fn show_readiness(
    State(state): State<HttpState>,
    Query(query): Query<ReadyQuery>,
) -> (StatusCode, &'static str) {
    if state.app.stopping.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping");
    }
    match tokio::time::timeout(LONGEST_CHECK, health::check(&state.app)).await {
        Ok(Ok(())) => match query.seq {
            Some(seq) if !state.app.tail.reaches(EventSeq(seq), LONGEST_CHECK).await => {
                (StatusCode::SERVICE_UNAVAILABLE, "behind")
            }
            Some(_) | None => (StatusCode::OK, "ready"),
        },
        Ok(Err(error)) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "The database is not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "database")
        }
        Err(_elapsed) => (StatusCode::SERVICE_UNAVAILABLE, "database"),
    }
}
