//! What follows from the event log, on this node: the model as other processes changed it, and whoever waits for an
//! event to have arrived.
//!
//! Events come in two ways. A commit of this process is heard at once, before anybody hears of the commit. Everything
//! else is read from the log, once a second and whenever a number is missing between those that were heard. How far
//! the log was followed without a gap is [`Tail`]; a row says it to whoever prunes the log.

mod cursor;
mod pruning;
mod runner;
mod tail;

pub use runner::{Follower, start};
pub use tail::Tail;

pub(crate) use pruning::prune;
