//! Relations: a document id, a list, or changes to the current list.
//!
//! A document named twice is kept once, at its first place, as Strapi does.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::positions::{Position, place};
use super::reference::{Reference, document_of, read as read_reference};
use super::{MOST_ITEMS, Problem};
use crate::errors::{FieldErrorCode as Code, FieldErrors, FieldPath};
use crate::ids::DocumentId;
use crate::schema::{Cardinality, TypeName};
use crate::values::Targets;
use crate::values::documents::items;

/// Most changes in one `connect` or `disconnect`: each may move through the whole list.
const MOST_CHANGES: usize = 1_000;

/// What one relation field may name.
pub(in crate::values) struct RelationRule<'a> {
    pub target: &'a TypeName,
    pub cardinality: Cardinality,
    /// The stored value before this write; what it names may stay even if it is gone since.
    pub current: Option<&'a Value>,
    pub targets: &'a Targets,
}

/// The canonical value; none when the relation is empty or wrong.
pub(in crate::values) fn read(
    rule: &RelationRule<'_>,
    input: &Value,
    path: &FieldPath,
    errors: &mut FieldErrors,
) -> Option<Value> {
    let current: Vec<DocumentId> =
        rule.current.map(items).unwrap_or_default().iter().filter_map(document_of).collect();
    let known = current.iter().copied().collect();
    let mut list = Listing { rule, current, known, errors };
    let documents = match input {
        Value::Object(members) if !members.contains_key("documentId") => list.changed(members, path),
        Value::Array(given) if rule.cardinality == Cardinality::Many => list.set(given, path, path),
        Value::Array(_) => {
            errors.add(path.clone(), Code::WrongKind, "must be one document id, not a list");
            return None;
        }
        one => list.set(std::slice::from_ref(one), path, path),
    };
    match rule.cardinality {
        Cardinality::Many => Some(Value::Array(documents.iter().map(shown).collect())),
        Cardinality::One if documents.len() > 1 => {
            errors.add(path.clone(), Code::TooMany, "must be one document");
            None
        }
        Cardinality::One => documents.first().map(shown),
    }
}

fn shown(document: &DocumentId) -> Value {
    Value::from(document.to_string())
}

struct Listing<'a, 'b> {
    rule: &'a RelationRule<'a>,
    current: Vec<DocumentId>,
    /// The same, to look up in.
    known: HashSet<DocumentId>,
    errors: &'b mut FieldErrors,
}

impl Listing<'_, '_> {
    /// The whole list. Items are named below `path`, a single value by `path` itself.
    fn set(&mut self, given: &[Value], path: &FieldPath, whole: &FieldPath) -> Vec<DocumentId> {
        if given.len() > MOST_ITEMS {
            self.errors.add(whole.clone(), Code::TooMany, format!("must be at most {MOST_ITEMS} documents"));
            return Vec::new();
        }
        let mut seen = HashSet::new();
        let single = self.rule.cardinality == Cardinality::One;
        let mut documents = Vec::new();
        for (index, item) in given.iter().enumerate() {
            let item_path = if single { path.clone() } else { path.index(index) };
            if let Some(reference) = self.reference(item, &item_path)
                && seen.insert(reference.document)
            {
                documents.push(reference.document);
            }
        }
        documents
    }

    /// `{connect, disconnect}` on the current list, or `{set}`.
    fn changed(&mut self, members: &Map<String, Value>, path: &FieldPath) -> Vec<DocumentId> {
        let known = ["connect", "disconnect", "set"];
        if members.is_empty() || members.keys().any(|key| !known.contains(&key.as_str())) {
            let message = "must be a document id, a list of them, or `connect`, `disconnect` and `set`";
            self.errors.add(path.clone(), Code::WrongKind, message);
            return Vec::new();
        }
        if let Some(all) = members.get("set") {
            if members.len() > 1 {
                self.errors.add(path.clone(), Code::WrongKind, "must not mix `set` with other changes");
            }
            let given = if all.is_null() { &[] } else { items(all) };
            return self.set(given, &path.field("set"), path);
        }
        let mut list = self.current.clone();
        for item in self.changes(members, "disconnect", path) {
            match document_of(item) {
                Some(document) => list.retain(|other| *other != document),
                None => self.errors.add(path.field("disconnect"), Code::WrongKind, "must be document ids"),
            }
        }
        let connected = self.changes(members, "connect", path);
        if self.rule.cardinality == Cardinality::One && !connected.is_empty() {
            list.clear();
        }
        for (index, item) in connected.iter().enumerate() {
            let item_path = path.field("connect").index(index);
            if let Some(Reference { document, position }) = self.reference(item, &item_path) {
                self.connect(&mut list, document, position, &item_path);
            }
        }
        list
    }

    fn connect(
        &mut self,
        list: &mut Vec<DocumentId>,
        document: DocumentId,
        position: Position,
        path: &FieldPath,
    ) {
        if place(list, document, position).is_none() {
            let message = "must stand before or after a document that is connected";
            self.errors.add(path.field("position"), Code::UnknownTarget, message);
        } else if list.len() > MOST_ITEMS {
            self.errors.add(path.clone(), Code::TooMany, format!("must be at most {MOST_ITEMS} documents"));
            list.truncate(MOST_ITEMS);
        }
    }

    fn changes<'v>(&mut self, members: &'v Map<String, Value>, key: &str, path: &FieldPath) -> &'v [Value] {
        let given = match members.get(key) {
            None | Some(Value::Null) => return &[],
            Some(given) => items(given),
        };
        if given.len() > MOST_CHANGES {
            let message = format!("must be at most {MOST_CHANGES} changes at once");
            self.errors.add(path.field(key), Code::TooMany, message);
            return &[];
        }
        given
    }

    fn reference(&mut self, item: &Value, path: &FieldPath) -> Option<Reference> {
        let known = read_reference(item).and_then(|reference| {
            self.check(reference.document)?;
            Ok(reference)
        });
        match known {
            Ok(reference) => Some(reference),
            Err(problem) => {
                self.errors.add(path.clone(), problem.code, problem.message);
                None
            }
        }
    }

    fn check(&self, document: DocumentId) -> Result<(), Problem> {
        let target = self.rule.target;
        match self.rule.targets.documents.get(&document) {
            Some(found) if found == target => Ok(()),
            Some(found) => {
                Err(Problem::new(Code::WrongTarget, format!("must be a `{target}`, not a `{found}`")))
            }
            None if self.known.contains(&document) => Ok(()),
            None => Err(Problem::new(Code::UnknownTarget, format!("must be a `{target}` that exists"))),
        }
    }
}

/// The items of an input that name documents which must be looked up.
pub(in crate::values) fn input_references(input: &Value) -> Vec<&Value> {
    match input {
        Value::Array(given) => given.iter().collect(),
        Value::Object(members) if !members.contains_key("documentId") => {
            ["set", "connect"].iter().filter_map(|key| members.get(*key)).flat_map(items).collect()
        }
        one => vec![one],
    }
}
