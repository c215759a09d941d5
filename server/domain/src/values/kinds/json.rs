//! Any JSON value, within limits of size and depth.

use serde_json::Value;

use super::{Problem, forbidden_character};
use crate::errors::FieldErrorCode as Code;

const MOST_BYTES: usize = 256 * 1024;
const DEEPEST: usize = 32;

pub(super) fn read(value: &Value) -> Result<Value, Problem> {
    check(value, 1)?;
    if value.to_string().len() > MOST_BYTES {
        return Err(Problem::new(Code::TooLong, "must be at most 256 KB of JSON"));
    }
    Ok(value.clone())
}

fn check(value: &Value, depth: usize) -> Result<(), Problem> {
    if depth > DEEPEST {
        return Err(Problem::new(Code::TooMany, "must be at most 32 levels deep"));
    }
    match value {
        Value::String(text) => forbidden_character(text).map_or(Ok(()), Err),
        Value::Array(items) => items.iter().try_for_each(|item| check(item, depth + 1)),
        Value::Object(members) => members.iter().try_for_each(|(key, member)| {
            forbidden_character(key).map_or(Ok(()), Err)?;
            check(member, depth + 1)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}
