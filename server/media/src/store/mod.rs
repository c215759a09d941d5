//! The object store: a local folder now, with room for others behind the same calls.
//!
//! A file is kept once per content, at `originals/ab/cd/<hash>`. While it arrives it is at `incoming/<document id>`,
//! where nobody reads it.

mod put;
mod read;
mod sweep;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use object_store::path::Path;

pub use put::{StoredFile, Upload};
pub use read::MediaRead;

use crate::{ContentHash, MediaError};

/// A handle to where the bytes are; cheap to clone.
#[derive(Debug, Clone)]
pub struct MediaStore {
    objects: Arc<dyn ObjectStore>,
    /// The folder of a local store; unfinished uploads are swept there.
    folder: PathBuf,
}

impl MediaStore {
    /// Opens the store at `file:PATH`, `file:///PATH` or a plain folder, which is made when absent.
    pub async fn open(location: &str) -> Result<Self, MediaError> {
        let folder = local_folder(location)?;
        tokio::fs::create_dir_all(&folder).await.map_err(MediaError::storage)?;
        // Without fsync an acknowledged upload can vanish at power loss.
        let objects = LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true);
        Ok(Self { objects: Arc::new(objects), folder })
    }
}

fn local_folder(location: &str) -> Result<PathBuf, MediaError> {
    let path =
        location.strip_prefix("file://").or_else(|| location.strip_prefix("file:")).unwrap_or(location);
    if path.is_empty() || path.contains("://") {
        let scheme = location.split_once("//").map_or(location, |(scheme, _)| scheme);
        return Err(MediaError::UnknownLocation { scheme: scheme.to_owned() });
    }
    Ok(PathBuf::from(path))
}

fn original_key(hash: ContentHash) -> Path {
    let name = hash.to_string();
    let [first, second, ..] = hash.as_bytes();
    Path::from(format!("originals/{first:02x}/{second:02x}/{name}"))
}
