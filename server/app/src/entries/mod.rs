//! Everything that can happen to an entry, one file per action.
//!
//! Each action loads what it needs, plans on a `Working` copy without I/O, and hands the result to the one
//! commit. When something moved between loading and committing, the action loads and plans again.

pub(crate) mod addressed;
mod identity;
mod load;
mod loaded;
mod policy;
mod row;
mod slug;
pub mod state;
mod surroundings;
pub(crate) mod usage;
mod working;

pub mod batch;
mod batch_order;
pub mod delete;
pub mod discard;
pub mod list;
pub mod locales;
pub mod publish;
pub mod restore;
pub mod revisions;
pub mod save;
pub mod trash;
pub mod unpublish;
mod warnings;

mod action;
mod address;

pub use action::{Expected, Written};
pub use addressed::{addressed_locale, written_locale};
pub use identity::{Identity, content_type_of, document_of_single, draft_version, identify};
use loaded::Loaded;
pub use loaded::RevisionHead;
pub use row::Row;
pub use state::{EntryState, EntryStatus};
pub use warnings::warnings;
