//! One reference of an input: a document id alone or in an object.

use serde_json::{Map, Value};

use super::Problem;
use super::positions::Position;
use crate::errors::FieldErrorCode as Code;
use crate::ids::DocumentId;

/// A document named by an input, and where in the list it wants to stand.
pub(super) struct Reference {
    pub document: DocumentId,
    pub position: Position,
}

/// The document that an item names, when it has the form of a reference.
pub(crate) fn document_of(item: &Value) -> Option<DocumentId> {
    let text = match item {
        Value::String(text) => text,
        Value::Object(members) => members.get("documentId")?.as_str()?,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => return None,
    };
    text.parse().ok()
}

/// Reads an id, or `{documentId, locale?, status?, position?}`.
///
/// `locale` and `status` are what Strapi's clients send; a relation names the document and resolves to the reader's
/// locale, so they say nothing here.
pub(super) fn read(item: &Value) -> Result<Reference, Problem> {
    let document = document_of(item).ok_or_else(|| Problem::wrong_kind("must be a document id"))?;
    let Value::Object(members) = item else {
        return Ok(Reference { document, position: Position::End });
    };
    let unknown =
        members.keys().find(|key| !["documentId", "locale", "status", "position"].contains(&key.as_str()));
    if let Some(key) = unknown {
        let message = format!("may not have `{key}`: a relation names a document and does not change it");
        return Err(Problem::new(Code::UnknownField, message));
    }
    let position = match members.get("position") {
        None | Some(Value::Null) => Position::End,
        Some(Value::Object(position)) => read_position(position)?,
        Some(_) => return Err(wrong_position()),
    };
    Ok(Reference { document, position })
}

fn wrong_position() -> Problem {
    Problem::wrong_kind("has a position that is not one of `before`, `after`, `start`, `end`")
}

fn read_position(members: &Map<String, Value>) -> Result<Position, Problem> {
    let anchor = |value: &Value| {
        document_of(value)
            .ok_or_else(|| Problem::wrong_kind("has a position that does not name a document id"))
    };
    let place = members.iter().find(|(key, _)| !["locale", "status"].contains(&key.as_str()));
    match place.map(|(key, value)| (key.as_str(), value)) {
        Some(("before", value)) => Ok(Position::Before(anchor(value)?)),
        Some(("after", value)) => Ok(Position::After(anchor(value)?)),
        Some(("start", Value::Bool(true))) => Ok(Position::Start),
        Some(("end", Value::Bool(true))) => Ok(Position::End),
        _ => Err(wrong_position()),
    }
}
