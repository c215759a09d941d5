//! From a path to what is there, and back: the one place where paths of the site are looked up.
//!
//! A path is read in its one spelling (`address`) and resolved (`resolve`) by one statement on the routes, the model and
//! the settings. What a place looks like is the pages' business.

pub(crate) mod address;
mod misplaced;
mod planned;
mod replan;
mod resolve;
mod resolved;
mod settle;
mod together;

pub(crate) use planned::{PlannedPaths, planned_paths};
pub(crate) use replan::replan_type;
pub use resolve::resolve;
pub(crate) use resolve::resolve_noting;
pub use resolved::{Followed, ListOf, Place, Resolved};
pub use settle::settle;
