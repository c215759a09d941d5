//! One write transaction, whose end is asked for and checked.
//!
//! SQLite begins it IMMEDIATE, because a transaction that reads first and writes later fails at once when somebody
//! else committed in between. PostgreSQL runs it READ COMMITTED. Dropping it without [`UnitOfWork::commit`] rolls
//! everything back.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::StoreError;
use crate::events::{self, Listener, StoredEvent};
use crate::routes::TouchedRoutes;
use crate::transaction::Connection;
use crate::transaction::connected::Connected;
use crate::write_queue::WritePermit;

pub struct UnitOfWork {
    // In this order: the connection is given back before the next writer is called.
    connection: Connection,
    permit: WritePermit,
    afterwards: Mutex<Vec<Afterwards>>,
    noted: Mutex<Noted>,
    listener: Option<Listener>,
}

/// What the log has to hear of, and whoever follows the log.
#[derive(Debug, Default)]
struct Noted {
    routes: TouchedRoutes,
    appended: Vec<StoredEvent>,
}

type Afterwards = Box<dyn FnOnce() + Send>;

impl UnitOfWork {
    pub(crate) fn new(connection: Connection, permit: WritePermit, listener: Option<Listener>) -> Self {
        Self { connection, permit, afterwards: Mutex::default(), noted: Mutex::default(), listener }
    }

    /// Calls `then` after the commit, and never when there is none. It must not wait for anything.
    pub fn when_durable(&self, then: impl FnOnce() + Send + 'static) {
        let mut afterwards = self.afterwards.lock().unwrap_or_else(PoisonError::into_inner);
        afterwards.push(Box::new(then));
    }

    /// Makes everything durable, and tells whoever listens to the log before it returns. Nothing of this unit of work
    /// is kept when it fails.
    pub async fn commit(self) -> Result<(), StoreError> {
        if !self.noted().routes.is_empty() {
            // Paths that were written after the last event, or without any.
            events::append(&self, &[]).await?;
        }
        let Self { connection, permit, afterwards, noted, listener } = self;
        connection.into_inner().commit().await?;
        drop(permit);
        let noted = noted.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(listener) = listener.filter(|_| !noted.appended.is_empty()) {
            listener.hear(noted.appended);
        }
        for then in afterwards.into_inner().unwrap_or_else(PoisonError::into_inner) {
            then();
        }
        Ok(())
    }
}

impl UnitOfWork {
    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that something else is at these paths, or that pages of these documents are elsewhere.
    pub(crate) fn note_routes(&self, note: impl FnOnce(&mut TouchedRoutes)) {
        note(&mut self.noted().routes);
    }

    pub(crate) fn take_routes(&self) -> TouchedRoutes {
        std::mem::take(&mut self.noted().routes)
    }

    /// Keeps appended events for the listener, when there is one.
    pub(crate) fn note_appended(&self, appended: impl Iterator<Item = StoredEvent>) {
        if self.listener.is_some() {
            self.noted().appended.extend(appended);
        }
    }
}

impl Connected for UnitOfWork {
    fn connection(&self) -> &Connection {
        &self.connection
    }
}

impl fmt::Debug for UnitOfWork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnitOfWork").field("connection", &self.connection).finish_non_exhaustive()
    }
}
