//! Uploaded files: a record that gives bytes a name, an id and words about it.
//!
//! Bytes are stored once per content by [`galley_media`]; two uploads of the same bytes are two assets. Removing an
//! asset removes its record; the bytes go later, when nothing names them.

mod asset;
mod change;
mod delete;
mod find;
mod import;
mod open;
mod sweep;
mod upload;

pub use asset::Asset;
pub use change::{AssetPatch, update};
pub use delete::{Force, delete};
pub use find::{AssetFilter, find, find_by_document, list};
pub(crate) use import::import;
pub use open::{AssetBytes, open, read};
pub use sweep::sweep_originals;
pub use upload::{NewAsset, StagedFile, record, stage, upload};
