//! The bytes of assets: where they are kept, what kind of file they are, and how large a picture is.
//!
//! Owns the object store and the sniffing of file types. It knows no database, no HTTP and no rights: callers decide
//! who may upload and read, and keep the record that gives bytes a name.

mod content_hash;
mod error;
mod files;
mod store;

pub use content_hash::{ContentHash, ContentHashError};
pub use error::MediaError;
pub use files::{
    FileKind, FileType, MarkupRule, PictureSize, Serving, UploadRules, file_type_of_mime, serving_of,
};
pub use store::{MediaRead, MediaStore, StoredFile, Upload};
