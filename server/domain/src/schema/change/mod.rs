//! What happens to a schema between two versions.
//!
//! `operation` holds the typed operations that are stored and replayed over old rows; `plan` finds them by comparing
//! new files with the model (`compare`), and refuses what touches data. Nothing here writes.

mod compare;
mod operation;
mod plan;

#[cfg(test)]
mod tests;

pub use compare::Refusal;
pub use operation::{Place, SchemaOperation, SchemaStep};
pub use plan::{ChangedType, ModelChange, NewType, PlanError, plan};
