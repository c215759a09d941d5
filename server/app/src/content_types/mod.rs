//! The content model: how it is read from the database, changed by files, and written back to files.
//!
//! A change takes effect at once, because rows of an older version are read through the steps since; `rewrite` brings
//! them up to date behind it. What a file may say and what a change means is decided by the domain.

mod apply;
mod describe;
mod load;
mod pull;
mod rewrite;
mod starter;
mod watch;

pub use apply::{apply, diff};
pub use describe::ChangeReport;
pub use load::{load, reload};
pub use pull::pull;
pub(crate) use rewrite::derived;
pub use rewrite::{rewrite_stale, start_rewriting};
pub use starter::{Starter, apply_starter, offer_starter};
pub(crate) use watch::KnownVersions;
