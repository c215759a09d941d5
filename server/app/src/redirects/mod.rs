//! Redirects that operators set: old addresses of other systems, short ones for posters, and what is gone for good.
//!
//! What entries leave behind when they move is not among them; see `commit::paths`. A redirect never takes the path of
//! a page, and a page never that of a redirect: whoever comes second is told who was first.

mod chains;
mod change;
mod create;
mod delete;
mod find;
mod import;
mod import_report;
mod input;
mod place;
mod redirect;
mod sheet;

pub use change::change;
pub use create::create;
pub use delete::delete;
pub use find::{RedirectFilter, find, list};
pub use import::{export, import};
pub use import_report::{LineOutcome, LineReport, RedirectsReport};
pub use input::RedirectInput;
pub use redirect::Redirect;
