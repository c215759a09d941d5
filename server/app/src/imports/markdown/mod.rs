//! Markdown folders, as Zola, Jekyll, Hugo and others keep them, become posts, pages, authors, tags and categories.
//!
//! Reading (`folder`, `front_matter`, `head`, `dates`, `addresses`, `document`) is pure but for the files themselves;
//! `plan` decides what becomes of each file; `run` writes. The `imports` table knows each file by its path and the
//! hash of its bytes: what has not changed is not written again, and what was edited here is left alone. Files that
//! texts lead to (`files`) go to the media library (`uploads`), and links follow (`links`).

mod addresses;
mod dates;
mod document;
mod files;
mod folder;
mod fragments;
mod front_matter;
mod head;
mod links;
mod plan;
mod run;
mod site_address;
mod slugs;
mod terms;
mod uploads;

pub use run::{Progress, Request, run};
pub use site_address::SiteAddress;
