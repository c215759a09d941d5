//! One file per field kind: what its values look like and which limits they keep.
//!
//! `read_*` turn an input into its canonical value and check what holds even for a draft: the kind, the form and the
//! upper limits, on which the stored form depends. `limits` checks what only a publish asks for: lower limits and
//! patterns. Components and blocks are walked by [`super::normalise`], because they hold fields themselves.

pub(crate) mod number;

mod date;
mod email;
mod enumeration;
mod json;
mod leaf;
pub(super) mod media;
mod positions;
mod reference;
pub(super) mod relation;
mod slug;
mod text;
mod web_address;

use serde_json::Value;

use crate::errors::FieldErrorCode;
use crate::schema::{Field, FieldKind};

pub(super) use leaf::leaf;
pub(super) use media::{input_references as media_references, read as read_media};
pub(crate) use reference::document_of;
pub(super) use relation::{input_references as relation_references, read as read_relation};
pub(crate) use text::compile as compile_pattern;
pub(super) use text::{forbidden_character, hash_text};

/// Most items of any list in an input.
pub(super) const MOST_ITEMS: usize = 10_000;

/// What is wrong with a value, without the path of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub code: FieldErrorCode,
    pub message: String,
    /// The item of the list that is wrong.
    pub index: Option<usize>,
}

impl Problem {
    pub(crate) fn new(code: FieldErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), index: None }
    }

    pub(crate) fn wrong_kind(message: impl Into<String>) -> Self {
        Self::new(FieldErrorCode::WrongKind, message)
    }

    fn at(self, index: usize) -> Self {
        Self { index: Some(index), ..self }
    }
}

/// The canonical form of a scalar; none when it says nothing, as an empty slug does.
pub(crate) fn read_scalar(field: &Field, value: &Value) -> Result<Option<Value>, Problem> {
    match &field.kind {
        FieldKind::Text | FieldKind::LongText | FieldKind::Markdown => text::read(field, value).map(Some),
        FieldKind::Slug { .. } => slug::read(field, value),
        FieldKind::Email => email::read(field, value).map(Some),
        FieldKind::Url => web_address::read(field, value).map(Some),
        FieldKind::Integer => number::read_integer(field, value).map(Some),
        FieldKind::Decimal => number::read_decimal(field, value).map(Some),
        FieldKind::Boolean => match value {
            Value::Bool(_) => Ok(Some(value.clone())),
            _ => Err(Problem::wrong_kind("must be true or false")),
        },
        FieldKind::Date => date::read_date(value).map(Some),
        FieldKind::DateTime => date::read_date_time(value).map(Some),
        FieldKind::Enumeration { values, cardinality } => {
            enumeration::read(values, *cardinality, value).map(Some)
        }
        FieldKind::Json => json::read(value).map(Some),
        FieldKind::Media { .. }
        | FieldKind::Relation { .. }
        | FieldKind::InverseRelation { .. }
        | FieldKind::Component { .. }
        | FieldKind::Blocks { .. } => Err(Problem::wrong_kind("must not be a plain value")),
    }
}

/// What keeps a canonical scalar from being published, beyond what [`read_scalar`] checks.
pub(super) fn limits(field: &Field, value: &Value) -> Vec<Problem> {
    match value {
        Value::String(content) => text::limits(field, content),
        Value::Number(content) => number::limits(field, content),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Vec::new(),
    }
}

/// Whether a value counts as given where one is required.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// What is wrong with the default value of a field, when something is.
pub(crate) fn problem_of_default(field: &Field) -> Option<String> {
    let default = field.options.default.as_ref()?;
    if !field.kind.is_scalar() {
        return Some("a field of this type cannot have".to_owned());
    }
    match read_scalar(field, default) {
        Err(problem) => Some(problem.message),
        Ok(None) => Some("says nothing".to_owned()),
        Ok(Some(value)) => limits(field, &value).into_iter().next().map(|problem| problem.message),
    }
}
