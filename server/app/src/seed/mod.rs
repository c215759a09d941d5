//! Sample content in quantity: the benchmark's data set, or the same shapes at any number of posts.
//!
//! It fills the starter model `blog` and adds the content type `menu`. Everything is written as an import is, so that
//! a second run finds what is there and adds only what is missing. It does not know how content is stored.

mod dataset;
mod generator;
mod menu;
mod random;
mod write;

pub use write::{Progress, SeedReport, dataset, entries};
