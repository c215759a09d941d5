//! Whether this node can do its work.

use galley_store::settings;

use crate::context::App;
use crate::error::AppError;

/// Fails unless the database answers and has its tables: the one read here is made by the last migration.
pub async fn check(app: &App) -> Result<(), AppError> {
    let snapshot = app.store.snapshot().await?;
    settings::find(&snapshot, "site").await?;
    Ok(())
}
