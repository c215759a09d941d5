//! Markdown folders, as Zola, Jekyll, Hugo and others keep them, become posts, pages, authors, tags and categories.
//!
//! Reading (`folder`, `front_matter`, `head`, `dates`, `addresses`, `document`) is pure but for the files themselves;
//! `plan` decides what becomes of each file; `run` writes. The `imports` table knows each file by its path and the
//! hash of its bytes: what has not changed is not written again, and what was edited here is left alone. Pictures
//! stay where they are for now; the report names them.

mod addresses;
mod dates;
mod destinations;
mod document;
mod folder;
mod front_matter;
mod head;
mod links;
mod plan;
mod run;
mod slugs;
mod terms;

pub use run::{Progress, run};
