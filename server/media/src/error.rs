//! What can go wrong with an upload or a read, as far as callers tell it apart.

use std::io;

/// A refused upload, a missing object, or a store that fails.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    #[error("the file is too large: at most {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("the picture is too large: {width} × {height} pixels")]
    TooManyPixels { width: u64, height: u64 },
    /// The sentence names what was found; it is safe to show.
    #[error("this kind of file is not accepted: {reason}")]
    TypeNotAllowed { reason: String },
    #[error("no file with this content is stored")]
    NotFound,
    /// The wanted range lies outside the file.
    #[error("the file has only {size} bytes")]
    RangeNotSatisfiable { size: u64 },
    /// The sender stopped before the end.
    #[error("the upload was interrupted")]
    Interrupted(#[source] io::Error),
    /// Of the location its scheme at most: the rest may hold a password.
    #[error("`{scheme}` is not a kind of media location; expected `file:PATH` or a folder")]
    UnknownLocation { scheme: String },
    #[error("media storage failed")]
    Storage(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl MediaError {
    pub(crate) fn storage(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Storage(source.into())
    }
}

impl From<object_store::Error> for MediaError {
    fn from(error: object_store::Error) -> Self {
        if matches!(error, object_store::Error::NotFound { .. }) {
            Self::NotFound
        } else {
            Self::storage(error)
        }
    }
}
