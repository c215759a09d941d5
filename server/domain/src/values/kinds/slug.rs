//! Slugs: checked when given; an empty one is made from its source by the write path.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use super::{Problem, text};
use crate::errors::FieldErrorCode as Code;
use crate::schema::Field;
use crate::text::is_slug;

pub(super) fn read(field: &Field, value: &Value) -> Result<Option<Value>, Problem> {
    let given: String = text::content(field, value)?.nfc().collect();
    if given.is_empty() {
        Ok(None)
    } else if is_slug(&given) {
        Ok(Some(Value::from(given)))
    } else {
        Err(Problem::new(Code::NotASlug, "must be lower-case letters, digits and hyphens"))
    }
}
