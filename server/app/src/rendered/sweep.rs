//! Removing what no published entry shows any more, some at a time, so that writers do not wait.

use galley_store::Priority;
use galley_store::rendered::{LookedAt, remove_unused, unused};

use crate::context::App;
use crate::error::AppError;

/// Renderings that are looked at together.
const BATCH: u64 = 1000;

/// Gives how many were removed.
pub(crate) async fn sweep(app: &App) -> Result<u64, AppError> {
    let mut removed = 0;
    let mut after = None;
    loop {
        let snapshot = app.store.snapshot().await?;
        let LookedAt { unused, last } = unused(&snapshot, after, BATCH).await?;
        drop(snapshot);
        if !unused.is_empty() {
            let work = app.store.write(Priority::Batch).await?;
            removed += remove_unused(&work, &unused).await?;
            work.commit().await?;
        }
        if last.is_none() {
            return Ok(removed);
        }
        after = last;
    }
}
