//! What has to be done from time to time: rows and files that nobody can ask for any more are removed.
//!
//! Every node does it; that costs little and does no harm twice.

use std::sync::Arc;
use std::time::Duration;

use crate::context::App;
use crate::error::AppError;
use crate::{idempotency, previews, projections, rendered, sessions};

const PAUSE: Duration = Duration::from_hours(1);
/// An upload that was last written so long ago (microseconds) is under way nowhere.
const ABANDONED_AFTER: i64 = 24 * 3_600_000_000;

/// Starts the supervised task; it ends when the application stops.
pub fn start(app: &Arc<App>) {
    let owned = Arc::clone(app);
    app.tasks.spawn(async move {
        loop {
            if let Err(error) = once(&owned).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "Housekeeping failed");
            }
            if owned.stopping.run_until_cancelled(tokio::time::sleep(PAUSE)).await.is_none() {
                return;
            }
        }
    });
}

/// One round.
pub async fn once(app: &App) -> Result<(), AppError> {
    let answers = idempotency::remove_expired(app).await?;
    let sessions = sessions::remove_expired(app).await?;
    let previews = previews::remove_expired(app).await?;
    let renderings = rendered::sweep(app).await?;
    let uploads =
        app.media.sweep_incoming(app.clock.now() - ABANDONED_AFTER).await.map_err(AppError::internal)?;
    let events = projections::prune(app).await?;
    tracing::debug!(answers, sessions, previews, renderings, uploads, events, "Removed what had expired");
    Ok(())
}
