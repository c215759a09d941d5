//! Forgetting events that every projection has taken in and that nobody will ask for.

use galley_domain::ids::EventSeq;
use galley_store::events::{self, Pruned};
use galley_store::{Priority, projection_cursors};

use crate::context::App;
use crate::error::AppError;
use crate::settings;

const DAY: i64 = 24 * 3_600 * 1_000_000;
/// What serves projections only is kept for as long as a cursor may be silent.
const PASSING_KEPT: i64 = DAY;

/// Prunes the log and says how many events went.
pub(crate) async fn prune(app: &App) -> Result<u64, AppError> {
    let now = app.clock.now();
    let unit = app.store.write(Priority::Batch).await?;
    projection_cursors::forget_silent(&unit, now - PASSING_KEPT).await?;
    let head = events::head(&unit).await?.seq;
    let cursors = projection_cursors::all(&unit).await?;
    let up_to = cursors.iter().map(|cursor| cursor.seq).fold(head, EventSeq::min);
    let kept_days = settings::read(&unit).await?.values.events_kept_days;
    let audit_before = kept_days.map(|days| now - i64::from(days) * DAY);
    let pruned = Pruned { up_to, passing_before: now - PASSING_KEPT, audit_before };
    let gone = events::prune(&unit, pruned).await?;
    unit.commit().await?;
    Ok(gone)
}
