//! Listening for commits of other nodes, so that the log is read when there is something new and not a second later.

use std::sync::Arc;
use std::time::Duration;

use galley_store::StoreError;

use crate::context::App;

/// Before listening again after a failure; the log is read once a second all the same.
const PAUSE: Duration = Duration::from_secs(10);

/// Calls whoever follows the log, until the application stops. Ends at once where the database tells nothing.
pub(super) async fn hear_others(app: &Arc<App>) {
    while let Some(Err(error)) = app.stopping.run_until_cancelled(listen(app)).await {
        tracing::debug!(error = &error as &dyn std::error::Error, "Other nodes are not heard");
        app.stopping.run_until_cancelled(tokio::time::sleep(PAUSE)).await;
    }
}

async fn listen(app: &App) -> Result<(), StoreError> {
    let Some(mut announcements) = app.store.announcements().await? else { return Ok(()) };
    loop {
        // What this process committed was heard before the database told it.
        if announcements.next().await?.is_none_or(|seq| !app.tail.knows(seq)) {
            app.tail.call();
        }
    }
}
