//! What has to be done from time to time: rows and files that nobody can ask for any more are removed.
//!
//! Every node does it; that costs little and does no harm twice.

use std::sync::Arc;
use std::time::Duration;

use crate::context::App;
use crate::error::AppError;
use crate::{assets, idempotency, previews, projections, rendered, sessions};

const PAUSE: Duration = Duration::from_hours(1);
/// An upload that was last written so long ago (microseconds) is under way nowhere.
const ABANDONED_AFTER: i64 = 24 * 3_600_000_000;

/// Looking at every stored file takes a while, and a day more or less makes no difference to them.
const ORIGINALS_EVERY: u64 = 24;

/// Starts the supervised task; it ends when the application stops.
pub fn start(app: &Arc<App>) {
    let owned = Arc::clone(app);
    app.tasks.spawn(async move {
        for hour in 0_u64.. {
            let outcome = match once(&owned).await {
                Ok(()) if hour.is_multiple_of(ORIGINALS_EVERY) => originals(&owned).await,
                other => other,
            };
            if let Err(error) = outcome {
                tracing::warn!(error = &error as &dyn std::error::Error, "Housekeeping failed");
            }
            if owned.stopping.run_until_cancelled(tokio::time::sleep(PAUSE)).await.is_none() {
                return;
            }
        }
    });
}

async fn originals(app: &App) -> Result<(), AppError> {
    let removed = assets::sweep_originals(app).await?;
    if removed > 0 {
        tracing::info!(files = removed, "Removed {removed} stored files that nothing named for a week");
    }
    Ok(())
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
