//! The row that says how far this node is, written seldom: it only keeps the log from being pruned too early.

use galley_domain::ids::EventSeq;
use galley_store::projection_cursors::{self, Cursor};
use galley_store::{Priority, StoreError};

use crate::context::App;

/// What is kept in memory follows as one.
const PROJECTION: &str = "memory";
const MICROSECONDS_A_MINUTE: i64 = 60_000_000;
/// A sign of life, well before a silent cursor is forgotten.
const LONGEST_SILENCE: i64 = 60 * MICROSECONDS_A_MINUTE;

/// What the row says.
#[derive(Debug, Default)]
pub(super) struct Noted(Option<(EventSeq, i64)>);

impl Noted {
    fn is_due(&self, seq: EventSeq, now: i64) -> bool {
        self.0.is_none_or(|(noted, at)| {
            let quiet = if noted == seq { LONGEST_SILENCE } else { MICROSECONDS_A_MINUTE };
            now - at >= quiet
        })
    }

    pub(super) async fn note(&mut self, app: &App, seq: EventSeq) -> Result<(), StoreError> {
        let now = app.clock.now();
        if !self.is_due(seq, now) {
            return Ok(());
        }
        let cursor = Cursor { node: app.node.clone(), projection: PROJECTION.to_owned(), seq, seen_at: now };
        let unit = app.store.write(Priority::Batch).await?;
        projection_cursors::put(&unit, &cursor).await?;
        unit.commit().await?;
        self.0 = Some((seq, now));
        Ok(())
    }
}

/// What this node kept in memory goes with it, so nothing has to be kept for it in the log.
pub(super) async fn give_up(app: &App) -> Result<(), StoreError> {
    let unit = app.store.write(Priority::Batch).await?;
    projection_cursors::remove(&unit, &app.node).await?;
    unit.commit().await
}
