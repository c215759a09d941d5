//! Reading content as the content API, feeds and pages show it: a question in names goes in, a tree of rows comes out.
//!
//! It owns the order of things: find the type, check the question against the actor, run it in one snapshot. What may
//! be asked is decided in `galley_domain::query::check`, how it is found in `galley_store::query`, and how it is
//! written as JSON or shown on a page by those who asked.

mod narrowed;
mod read;

pub use galley_store::query::{
    Answer, AssetRow, Content, EntryNode, EntryRow, Leaf, Linked, NodeIndex, Target,
};
pub use read::{Asked, Found, Planned, answer, plan, read};

pub(crate) use narrowed::narrowed;
