//! Removing what an upload left that was cut off by the end of the process.

use std::io;
use std::time::{Duration, SystemTime};

use super::MediaStore;
use crate::MediaError;

impl MediaStore {
    /// Removes unfinished uploads that were last written before `before` (microseconds UTC) and returns how many.
    ///
    /// The time keeps it from an upload that another process has under way in the same folder.
    pub async fn sweep_incoming(&self, before: i64) -> Result<usize, MediaError> {
        let before = SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(before).unwrap_or(0));
        let mut removed = 0;
        let mut files = match tokio::fs::read_dir(self.folder.join("incoming")).await {
            Ok(files) => files,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(MediaError::storage(error)),
        };
        while let Some(file) = files.next_entry().await.map_err(MediaError::storage)? {
            let written =
                file.metadata().await.and_then(|found| found.modified()).map_err(MediaError::storage)?;
            if written < before {
                tokio::fs::remove_file(file.path()).await.map_err(MediaError::storage)?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}
