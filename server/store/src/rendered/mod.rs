//! What Markdown was rendered to, by a hash of all that it was made of, and which published entry shows which.
//!
//! A rendering is known by its hash alone, so whoever has a source finds it without asking whose it is, and equal
//! texts have one. Which entries show it says only whether it is still used, and which entries lack theirs.

mod bodies;
pub(crate) mod entity;
mod finders;
mod unused;
mod writes;

pub use bodies::{Wanted, lacking, remove_bodies, show};
pub use finders::{by_hashes, excerpts, known};
pub use unused::{LookedAt, remove_unused, unused};
pub use writes::keep;

use galley_domain::ids::EntryId;

const TABLE: &str = "rendered";

/// Of the source, and of everything else that decided on the result.
pub type RenderingHash = [u8; 32];

/// A result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    pub hash: RenderingHash,
    pub html: String,
    /// JSON text.
    pub toc: String,
    pub excerpt: String,
}

/// What the body of a published entry is shown as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownBody {
    pub entry: EntryId,
    pub hash: RenderingHash,
    /// The renderer and its words; an entry whose body another one made lacks its rendering.
    pub made_by: String,
}
