//! What is wrong with which field: one path type and one list of field errors for every surface.

mod field_errors;
mod field_path;

pub use field_errors::{FieldError, FieldErrorCode, FieldErrors};
pub use field_path::{FieldPath, PathStep};
