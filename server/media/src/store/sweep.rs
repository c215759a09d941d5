//! Removing what an upload left that was cut off by the end of the process, and originals that nobody needs.

use std::io;
use std::time::{Duration, SystemTime};

use object_store::ObjectStoreExt;

use super::{MediaStore, original_key};
use crate::{ContentHash, MediaError};

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

    /// Removes the bytes of a hash unless they were stored after `before` (microseconds UTC); whether they are gone.
    ///
    /// Whoever calls it has made sure that nothing names the hash, and that nothing comes to name it meanwhile.
    pub async fn remove_original(&self, hash: ContentHash, before: i64) -> Result<bool, MediaError> {
        let key = original_key(hash);
        let stored = match self.objects.head(&key).await {
            Ok(found) => found.last_modified.timestamp_micros(),
            Err(object_store::Error::NotFound { .. }) => return Ok(true),
            Err(error) => return Err(error.into()),
        };
        if stored >= before {
            return Ok(false);
        }
        match self.objects.delete(&key).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }
}
