//! Sign out: the session of this browser ends.

use std::sync::Arc;

use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::roles::ActorRef;
use galley_store::{Priority, sessions};
use serde_json::json;

use crate::context::App;
use crate::error::AppError;
use crate::event_log;
use crate::secrets;

/// Ends the session of a secret. Nothing happens when it has ended already.
pub async fn sign_out(app: &Arc<App>, secret: &str) -> Result<(), AppError> {
    let hash = secrets::hash_of(secret);
    let snapshot = app.store.snapshot().await?;
    let found = sessions::find_with_user(&snapshot, &hash).await?;
    drop(snapshot);
    let Some((_, user)) = found else { return Ok(()) };
    let work = app.store.write(Priority::Interactive).await?;
    sessions::remove(&work, &hash).await?;
    let event = Event {
        kind: EventKind::UserSignedOut,
        subject: Subject::Other { document: None, detail: json!({ "user": user.id.0 }) },
    };
    event_log::append(&work, ActorRef::User(user.id), app.clock.now(), event).await?;
    Ok(work.commit().await?)
}
