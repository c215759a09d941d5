//! Takes over changes of the model that another process made.

use std::sync::Arc;
use std::time::Duration;

use galley_domain::ids::EventSeq;
use galley_store::{content_types, events};

use super::load::reload;
use crate::context::App;
use crate::error::AppError;
use crate::settings;

/// How long this node may go on with a model that another process changed.
const POLL: Duration = Duration::from_secs(1);

/// Starts the supervised task; it ends when the application stops.
pub fn start_watching(app: &Arc<App>) {
    let owned = Arc::clone(app);
    app.tasks.spawn(async move {
        let mut seen = None;
        while owned.stopping.run_until_cancelled(tokio::time::sleep(POLL)).await.is_some() {
            match look(&owned, seen).await {
                Ok(head) => seen = Some(head),
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "The model was not looked at");
                }
            }
        }
    });
}

/// The types are read only when something happened at all; the end of the log is then what was looked at.
async fn look(app: &Arc<App>, seen: Option<EventSeq>) -> Result<EventSeq, AppError> {
    let snapshot = app.store.snapshot().await?;
    let head = events::head(&snapshot).await?.seq;
    if seen == Some(head) {
        return Ok(head);
    }
    let rows = content_types::all(&snapshot).await?;
    let locales = settings::read(&snapshot).await?.values.locales;
    drop(snapshot);
    let model = app.model();
    let is_known = |row: &content_types::ContentTypeRow| {
        model.by_id(row.id).is_some_and(|stored| stored.version >= row.model.version)
    };
    if model.locales != locales || !rows.iter().all(is_known) {
        reload(app).await?;
        super::start_rewriting(app);
    }
    Ok(head)
}
