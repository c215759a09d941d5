//! The task that follows the log.

use std::sync::Arc;
use std::time::Duration;

use galley_store::events::{self, StoredEvent};

use super::cursor::{self, Noted};
use super::hearing::hear_others;
use super::listeners::News;
use crate::cache::moves_model;
use crate::content_types::KnownVersions;
use crate::context::App;
use crate::error::AppError;

/// How long what another process wrote may take to be known here, when nothing else calls.
const POLL: Duration = Duration::from_secs(1);
/// Events that are read at once.
const BATCH: u64 = 500;

/// Follows the log for one node.
#[derive(Debug)]
pub struct Follower {
    app: Arc<App>,
    noted: Noted,
    versions: KnownVersions,
}

/// Begins to follow the log, and goes on in a supervised task until the application stops.
pub async fn start(app: &Arc<App>) -> Result<(), AppError> {
    let mut follower = Follower::begin(app).await?;
    let hearing = Arc::clone(app);
    app.tasks.spawn(async move { hear_others(&hearing).await });
    let owned = Arc::clone(app);
    app.tasks.spawn(async move {
        while owned.stopping.run_until_cancelled(next_look(&owned)).await.is_some() {
            if let Err(error) = follower.look().await {
                tracing::warn!(error = &error as &dyn std::error::Error, "The event log was not followed");
            }
        }
        if let Err(error) = cursor::give_up(&owned).await {
            tracing::debug!(error = &error as &dyn std::error::Error, "The cursor of this node stays");
        }
    });
    Ok(())
}

async fn next_look(app: &App) {
    tokio::select! {
        () = tokio::time::sleep(POLL) => {}
        () = app.tail.called() => {}
    }
}

/// Takes in events that happened: first everything that depends on them, then their numbers.
fn hear(app: &App, events: &[StoredEvent]) {
    app.listeners.tell(News::Events(events));
    app.tail.took_in(events);
}

impl Follower {
    /// Begins at the end of the log, and hears from now on what this process commits.
    pub async fn begin(app: &Arc<App>) -> Result<Self, AppError> {
        // Before the model is read: a change in between is then taken in twice, and never missed.
        let head = events::head(&app.store.snapshot().await?).await?.seq;
        let mut versions = KnownVersions::of(&app.model());
        versions.look(app).await?;
        app.tail.begin_at(head);
        app.tail.confirm();
        let listening = Arc::downgrade(app);
        app.store.when_committed(move |events| {
            if let Some(app) = listening.upgrade() {
                hear(&app, &events);
            }
        });
        Ok(Self { app: Arc::clone(app), noted: Noted::default(), versions })
    }

    /// Takes in what was not heard.
    pub async fn look(&mut self) -> Result<(), AppError> {
        let app = Arc::clone(&self.app);
        if app.tail.takes_model_moved()
            && let Err(error) = self.versions.look(&app).await
        {
            app.tail.note_model_moved();
            return Err(error);
        }
        while self.next_batch(&app).await? {}
        app.tail.confirm();
        if let Some(applied) = app.tail.applied() {
            self.noted.note(&app, applied).await?;
        }
        Ok(())
    }

    /// Takes in what comes next in the log; false when that was all.
    async fn next_batch(&mut self, app: &Arc<App>) -> Result<bool, AppError> {
        let Some(applied) = app.tail.applied() else { return Ok(false) };
        let snapshot = app.store.snapshot().await?;
        let head = events::head(&snapshot).await?;
        if head.seq == applied {
            return Ok(false);
        }
        // A log that ends before what was taken in is another one: the database was restored.
        if head.pruned_to > applied || head.seq < applied {
            drop(snapshot);
            self.rebuild(app, head).await?;
            return Ok(true);
        }
        let mut next = events::after(&snapshot, applied, BATCH).await?;
        drop(snapshot);
        let is_full = u64::try_from(next.len()).is_ok_and(|read| read == BATCH);
        next.retain(|event| !app.tail.has(event.seq));
        // An answer of the old model must not count as one that has seen this event.
        if next.iter().any(|stored| moves_model(&stored.event)) {
            self.versions.look(app).await?;
        }
        hear(app, &next);
        Ok(is_full)
    }

    /// Part of the log is gone that was not taken in, or the log is another one: whatever was made from it begins anew.
    async fn rebuild(&mut self, app: &Arc<App>, head: events::EventHead) -> Result<(), AppError> {
        tracing::warn!(
            seq = head.seq.0,
            pruned_to = head.pruned_to.0,
            "The event log does not go on where this node was; it begins anew"
        );
        app.distrust_model();
        self.versions.look(app).await?;
        // In this order: what begins in between counts as begun before, and is not kept.
        app.tail.begin_at(head.seq);
        app.listeners.tell(News::Unknown);
        Ok(())
    }
}
