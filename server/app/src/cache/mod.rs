//! Answers that are kept until something changes that they were made from, and no longer.
//!
//! While an answer is made, a [`Recorder`] notes what it reads: entries, lists, what was looked for in vain, paths, the
//! clock. [`Cache`] keeps it with these notes, and drops it when an event of the log hits one of them. It knows nothing
//! of what an answer is; `galley-http` decides which requests may be answered from here.
//!
//! What makes it exact is in `store`: an answer is kept only when nothing happened to what it read between its first
//! read and its keeping.

mod background;
mod dependency;
mod flights;
mod happened;
mod index;
mod reads;
mod recorder;
mod store;

pub(crate) use background::MenusRead;
pub use flights::Turn;
pub(crate) use happened::moves_model;
pub use recorder::{Recorded, Recorder, Recording};
pub use store::{Cache, Flight, Kept, Measure};
