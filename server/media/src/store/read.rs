//! Reading stored bytes: whole, in part, and asking what is there.

use std::ops::Range;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt};

use super::{MediaStore, original_key};
use crate::{ContentHash, MediaError};

/// An opened file.
pub struct MediaRead {
    /// Of the whole file, also when only a part is read.
    pub size: u64,
    pub bytes: BoxStream<'static, Result<Bytes, MediaError>>,
}

impl MediaStore {
    /// Opens the whole file.
    pub async fn get(&self, hash: ContentHash) -> Result<MediaRead, MediaError> {
        let found = self.objects.get(&original_key(hash)).await?;
        Ok(MediaRead { size: found.meta.size, bytes: found.into_stream().map_err(MediaError::from).boxed() })
    }

    /// Opens the bytes `range`, which must lie within the file.
    pub async fn get_range(&self, hash: ContentHash, range: Range<u64>) -> Result<MediaRead, MediaError> {
        let size = self.size(hash).await?.ok_or(MediaError::NotFound)?;
        if range.start >= range.end || range.end > size {
            return Err(MediaError::RangeNotSatisfiable { size });
        }
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        let found = self.objects.get_opts(&original_key(hash), options).await?;
        Ok(MediaRead { size, bytes: found.into_stream().map_err(MediaError::from).boxed() })
    }

    /// How many bytes are stored under a hash; `None` when it is not stored.
    pub async fn size(&self, hash: ContentHash) -> Result<Option<u64>, MediaError> {
        match self.objects.head(&original_key(hash)).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Every hash that is stored, in no order, for `galley verify`.
    pub fn hashes(&self) -> BoxStream<'_, Result<ContentHash, MediaError>> {
        self.objects
            .list(Some(&Path::from("originals")))
            .map_err(MediaError::from)
            .try_filter_map(|found| async move {
                Ok(found.location.filename().and_then(|name| name.parse().ok()))
            })
            .boxed()
    }
}
