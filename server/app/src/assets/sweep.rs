//! Removing the bytes of files that nobody names any more.
//!
//! A file that is found unnamed is noted, and goes when it is still unnamed after a week. A look in that time at what
//! was restored, or at a page that was kept somewhere, still finds its pictures.

use futures::TryStreamExt as _;
use futures::stream::StreamExt as _;
use galley_media::{ContentHash, MediaError};
use galley_store::{Priority, Snapshot, StoreError, assets, events, patiently, unnamed_files};

use crate::context::App;
use crate::error::AppError;

/// How long bytes stay after nothing names them, in microseconds.
const UNNAMED_FOR: i64 = 7 * DAY;
/// Bytes that were stored again of late belong to an upload whose record is about to be written.
const STORED_LATELY: i64 = DAY;
const DAY: i64 = 24 * 3_600_000_000;
/// Files that are looked at together.
const LOOKED_AT: usize = 256;
/// Files that are removed in one unit of work, during which nothing else is committed.
const REMOVED: u64 = 32;

/// Notes what is unnamed by now and removes what has been for long; gives how many files went.
pub async fn sweep_originals(app: &App) -> Result<u64, AppError> {
    note_unnamed(app).await?;
    let mut removed = 0;
    loop {
        let snapshot = app.store.snapshot().await?;
        let due = unnamed_files::due(&snapshot, app.clock.now() - UNNAMED_FOR, REMOVED).await?;
        drop(snapshot);
        if due.is_empty() {
            return Ok(removed);
        }
        removed += remove(app, &due).await?;
    }
}

async fn note_unnamed(app: &App) -> Result<(), AppError> {
    let mut stored = app.media.hashes().try_chunks(LOOKED_AT);
    while let Some(some) = stored.next().await {
        let some = some.map_err(|error| AppError::internal(error.1))?;
        let hashes: Vec<[u8; 32]> = some.iter().map(|hash| *hash.as_bytes()).collect();
        let snapshot = app.store.snapshot().await?;
        let new = unnamed_files::unknown(&snapshot, &unnamed(&snapshot, &hashes).await?).await?;
        drop(snapshot);
        if !new.is_empty() {
            let work = app.store.write(Priority::Batch).await?;
            unnamed_files::note(&work, &new, app.clock.now()).await?;
            work.commit().await?;
        }
    }
    Ok(())
}

async fn unnamed(snapshot: &Snapshot, hashes: &[[u8; 32]]) -> Result<Vec<[u8; 32]>, StoreError> {
    let named = assets::named(snapshot, hashes).await?;
    Ok(hashes.iter().filter(|hash| !named.contains(*hash)).copied().collect())
}

/// Whoever records an asset looks for its bytes after it has the lock of the log, which is held here: either the record
/// is seen here, or the missing bytes there.
async fn remove(app: &App, due: &[[u8; 32]]) -> Result<u64, AppError> {
    let outcome = patiently(async || {
        let work = app.store.write(Priority::Batch).await?;
        events::lock_head(&work).await?;
        let named = assets::named(&work, due).await?;
        let mut removed = Ok(0);
        for hash in due.iter().filter(|hash| !named.contains(*hash)) {
            removed = match (removed, remove_bytes(app, *hash).await) {
                (Ok(removed), Ok(is_gone)) => Ok(removed + u64::from(is_gone)),
                (Err(error), _) | (Ok(_), Err(error)) => Err(error),
            };
        }
        // What was stored again is looked at anew, and so is what could not be removed.
        unnamed_files::remove(&work, due).await?;
        work.commit().await?;
        Ok(removed)
    });
    outcome.await?.map_err(AppError::internal)
}

async fn remove_bytes(app: &App, hash: [u8; 32]) -> Result<bool, MediaError> {
    app.media.remove_original(ContentHash::from_bytes(hash), app.clock.now() - STORED_LATELY).await
}
