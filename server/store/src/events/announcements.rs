//! Numbers of events that any process has just committed, as PostgreSQL tells them.
//!
//! They only save the wait for the next look at the log: one that gets lost costs that wait.

use std::fmt;

use galley_domain::ids::EventSeq;
use sea_orm::sqlx::postgres::{PgListener, PgPool};

use crate::error::StoreError;

const CHANNEL: &str = "galley_events";

/// A connection of its own, which hears until it is dropped.
pub struct Announcements(PgListener);

impl Announcements {
    pub(crate) async fn from(pool: &PgPool) -> Result<Self, StoreError> {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(Self(listener))
    }

    /// Waits for the next one. None when the connection was lost meanwhile, and with it perhaps some of them.
    pub async fn next(&mut self) -> Result<Option<EventSeq>, StoreError> {
        let told = self.0.try_recv().await?;
        Ok(told.and_then(|told| told.payload().parse().ok()))
    }
}

impl fmt::Debug for Announcements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Announcements").finish_non_exhaustive()
    }
}
