//! Reading and writing Strapi's `schema.json` shape.
//!
//! `sources` tells the files of a model apart; `read` and `attribute` make the typed model, with every mistake named by
//! file and place; `field_ids` gives fields their stable ids; `write` is the way back. What Galley does not interpret
//! stays in `extra` (`leftover`), so that a file that was read is written as it was, with the ids added. Whether the
//! parts of a model fit together is [`super::validate`]'s question.

mod attribute;
mod field_ids;
mod kind;
mod leftover;
mod names;
mod read;
mod section;
mod sources;
mod write;

#[cfg(test)]
mod tests;

pub use names::{RESERVED_NAMES, RESERVED_PLURALS};
pub use read::{read_component, read_content_type};
pub use sources::{ModelFiles, Source, path_of_component, path_of_type, read_sources};
pub use write::{write_component, write_content_type};
