//! Values of entries: from an API's input to the canonical document, and everything derived from it.
//!
//! `normalise` makes the document, `check_publish` says what keeps it from being published, `derive` makes the rows
//! beside it, `served` the fast answer, `upcast` reads old versions, `visible` is what of it exists for an
//! actor, `copy_shared` carries what locales share. `kinds`
//! holds one file per field kind. The stored form is `core.md` section 2; nothing here knows where it is stored.
//!
//! In a canonical document an absent value is left out (never `null`), lists may be empty, relations and media are
//! document ids, a component is an object that begins with its `id`, a block one that begins with `__component`.

mod check_publish;
mod derive;
mod documents;
mod kinds;
mod normalise;
mod references;
mod served;
mod shared_fields;
mod targets;
mod upcast;
mod visible;

#[cfg(test)]
mod tests;

pub use check_publish::check_publish;
pub use derive::{
    Derived, FieldValue, Link, LinkTarget, MarkdownReferences, UniqueValue, derive, unique_hash,
};
pub use documents::{COMPONENT_KEY, ID_KEY, instance_id};
pub use kinds::number::BIGGEST_INTEGER;
pub use normalise::{Normalise, Strictness, WriteMode, normalise};
pub use references::{References, referenced};
pub use served::served;
pub use shared_fields::copy_shared;
pub use targets::{AssetKind, Targets};
pub use upcast::upcast;
pub use visible::{refuse_unreadable, visible};

pub(crate) use kinds::{compile_pattern, document_of, problem_of_default};
