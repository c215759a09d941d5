//! Kinds of files: the allow-list, how bytes are recognised, and how each kind may be served.
//!
//! Everything here is a pure function of bytes and names; nothing is stored.

mod known;
mod markup;
mod picture;
mod recognise;
mod rules;
mod text;

pub use known::{FileKind, FileType, Serving, file_type_of_mime, serving_of};
pub use picture::PictureSize;
pub(crate) use picture::{MeasureError, measure};
pub(crate) use recognise::recognise;
pub use rules::{MarkupRule, UploadRules};
