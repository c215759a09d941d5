//! A stored value as conditions compare it.

use std::borrow::Cow;

use serde_json::Value;

use crate::ids::DocumentId;
use crate::query::content_query::{Operand, ValueColumn};
use crate::text::instant;

/// One present value of a leaf or system member.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    /// Microseconds UTC.
    Time(i64),
    Boolean(bool),
    Id(i64),
    Document(DocumentId),
}

/// The item of a document as its column holds it; none when it is absent or does not have the kind.
pub(super) fn of_item<'a>(
    item: &'a Value,
    column: ValueColumn,
    operand: Option<&Operand>,
) -> Option<Datum<'a>> {
    match column {
        ValueColumn::Text => item.as_str().map(|text| Datum::Text(Cow::Borrowed(text))),
        ValueColumn::Number => item.as_f64().map(Datum::Number),
        ValueColumn::Boolean => item.as_bool().map(Datum::Boolean),
        ValueColumn::Time => item.as_str().and_then(time_of).map(Datum::Time),
        ValueColumn::Unindexed | ValueColumn::Json => unindexed(item, operand),
    }
}

/// What has no column is compared as the kind of its operand says; without an operand only its presence matters.
fn unindexed<'a>(item: &'a Value, operand: Option<&Operand>) -> Option<Datum<'a>> {
    match operand {
        Some(Operand::Number(_)) => item.as_f64().map(Datum::Number),
        Some(Operand::Boolean(_)) => item.as_bool().map(Datum::Boolean),
        Some(Operand::Time(_)) => item.as_str().and_then(time_of).map(Datum::Time),
        Some(Operand::Text(_) | Operand::Id(_) | Operand::Document(_)) | None => match item {
            Value::Null => None,
            Value::String(text) => Some(Datum::Text(Cow::Borrowed(text))),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Some(Datum::Text(Cow::Owned(item.to_string())))
            }
        },
    }
}

/// A date counts as its first moment in UTC.
pub(crate) fn time_of(text: &str) -> Option<i64> {
    if text.len() == 10 { instant::parse(&format!("{text}T00:00:00Z")) } else { instant::parse(text) }
}
