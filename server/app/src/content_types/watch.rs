//! Takes over changes of the model: those that another process made, and the rewriting that every change asks for.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use galley_domain::ids::{ContentTypeId, EventSeq, SchemaVersion};
use galley_store::{content_types, events};

use super::load::reload;
use crate::context::App;
use crate::error::AppError;
use crate::settings;

/// How long this node may go on with a model that another process changed.
const POLL: Duration = Duration::from_secs(1);

/// What was looked at last.
struct Watched {
    /// The end of the log; none before the first look.
    head: Option<EventSeq>,
    versions: BTreeMap<ContentTypeId, SchemaVersion>,
}

/// Starts the supervised task; it ends when the application stops. What was stale before is not its business.
pub fn start_watching(app: &Arc<App>) {
    let owned = Arc::clone(app);
    let versions = app.model().types().map(|stored| (stored.id, stored.version)).collect();
    let mut watched = Watched { head: None, versions };
    app.tasks.spawn(async move {
        while owned.stopping.run_until_cancelled(tokio::time::sleep(POLL)).await.is_some() {
            if let Err(error) = look(&owned, &mut watched).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "The model was not looked at");
            }
        }
    });
}

/// The types are read only when something happened at all.
async fn look(app: &Arc<App>, watched: &mut Watched) -> Result<(), AppError> {
    let snapshot = app.store.snapshot().await?;
    let head = events::head(&snapshot).await?.seq;
    if watched.head == Some(head) {
        return Ok(());
    }
    let rows = content_types::all(&snapshot).await?;
    let site = settings::read(&snapshot).await?.values;
    drop(snapshot);
    let model = app.model();
    let is_known = |row: &content_types::ContentTypeRow| {
        model.by_id(row.id).is_some_and(|stored| stored.version >= row.model.version)
    };
    if model.locales != site.locales || model.routing != site.routing() || !rows.iter().all(is_known) {
        reload(app).await?;
    }
    // This process knows a change of its own already, but rewrites after it like after any other.
    let versions = rows.iter().map(|row| (row.id, row.model.version)).collect();
    if watched.versions != versions {
        super::start_rewriting(app);
        watched.versions = versions;
    }
    watched.head = Some(head);
    Ok(())
}
