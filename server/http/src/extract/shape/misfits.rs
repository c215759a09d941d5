//! Everything that does not fit, where serde stops at the first.
//!
//! A value that does not fit is taken out of the tree, or gives way to one that fits, and the tree is read again: what
//! is then refused elsewhere is the next misfit. This costs nothing while everything fits, and is bounded when not.

use galley_domain::errors::{FieldErrors, PathStep};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::ShapeError;
use super::value::{Shape, Spelling};

/// Bytes that are read again, at most, to find what else is wrong with one body.
const READ_AGAIN: usize = 16 * 1024 * 1024;
const MOST_READINGS: usize = 1_000;

/// The object of a body as `T`, or all that is wrong with it as far as can be told.
pub(super) fn read<T: DeserializeOwned>(mut value: Value) -> Result<T, Vec<ShapeError>> {
    let mut next = match attempt::<T>(&value) {
        Ok(read) => return Ok(read),
        Err(error) => Some(error),
    };
    let mut readings = (READ_AGAIN / weight(&value)).min(MOST_READINGS);
    let mut found: Vec<ShapeError> = Vec::new();
    while let Some(error) = next {
        let has_room = found.len() + 1 < FieldErrors::LIMIT;
        next = if has_room { beyond::<T>(&mut value, &error, &mut readings) } else { None };
        // What was taken out may be missed, which is no misfit of its own.
        if !found.iter().any(|known| error.is_within(known)) {
            found.push(error);
        }
    }
    Err(found)
}

fn attempt<T: DeserializeOwned>(value: &Value) -> Result<T, ShapeError> {
    T::deserialize(Shape { value, spelling: Spelling::Json })
}

/// What is refused once the value of `error` is not in the way: nothing, when nothing more can be found out.
fn beyond<T: DeserializeOwned>(
    value: &mut Value,
    error: &ShapeError,
    readings: &mut usize,
) -> Option<ShapeError> {
    let mut option = error.option();
    let mut is_hinted = option.is_some();
    let mut others = stand_ins();
    while *readings > 0 {
        *readings -= 1;
        let stand_in = match option.take() {
            Some(option) => Some(Value::from(option)),
            None => others.next()?,
        };
        put(value, error.steps(), stand_in);
        match attempt::<T>(value) {
            Ok(_) => return None,
            Err(other) if other.is_within(error) => {
                if !is_hinted {
                    option = other.option();
                    is_hinted = option.is_some();
                }
            }
            Err(other) => return Some(other),
        }
    }
    None
}

/// What may fit where something did not: first nothing, then a little of each kind. `aa` is a name and a locale.
fn stand_ins() -> impl Iterator<Item = Option<Value>> {
    let kinds = [
        Value::from(""),
        Value::from("aa"),
        Value::from("0".repeat(26)),
        Value::from(0),
        Value::from(false),
        Value::Array(Vec::new()),
        Value::Object(serde_json::Map::new()),
    ];
    std::iter::once(None).chain(kinds.into_iter().map(Some))
}

/// Puts `stand_in` at the place; without one, what is there goes. An item of a list stays, so that the others keep
/// their numbers.
fn put(value: &mut Value, steps: impl Iterator<Item = PathStep>, stand_in: Option<Value>) {
    let mut place = value;
    let mut steps = steps.peekable();
    while let Some(step) = steps.next() {
        let is_last = steps.peek().is_none();
        place = match (place, step) {
            (Value::Object(members), PathStep::Field(name)) => {
                if is_last && stand_in.is_none() {
                    members.remove(&name);
                    return;
                }
                members.entry(name).or_insert(Value::Null)
            }
            (Value::Array(items), PathStep::Index(index)) => {
                let Some(item) = items.get_mut(index) else { return };
                item
            }
            (_, PathStep::Field(_) | PathStep::Index(_)) => return,
        };
    }
    if let Some(stand_in) = stand_in {
        *place = stand_in;
    }
}

/// About as many bytes as reading the value touches.
fn weight(value: &Value) -> usize {
    16 + match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(members) => members.iter().map(|(name, value)| name.len() + weight(value)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}
