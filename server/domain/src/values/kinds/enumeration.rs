//! One or many of a fixed list of words.

use serde_json::Value;

use super::Problem;
use crate::errors::FieldErrorCode as Code;
use crate::schema::Cardinality;

pub(super) fn read(values: &[String], cardinality: Cardinality, given: &Value) -> Result<Value, Problem> {
    match cardinality {
        Cardinality::One => option(values, given).map(Value::from),
        Cardinality::Many => many(values, given),
    }
}

fn many(values: &[String], given: &Value) -> Result<Value, Problem> {
    let items = given.as_array().ok_or_else(|| Problem::wrong_kind("must be a list of options"))?;
    let mut chosen: Vec<&str> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let word = option(values, item).map_err(|problem| problem.at(index))?;
        if chosen.contains(&word) {
            return Err(Problem::new(Code::Duplicate, format!("`{word}` is chosen twice")).at(index));
        }
        chosen.push(word);
    }
    Ok(Value::from(chosen))
}

fn option<'a>(values: &[String], given: &'a Value) -> Result<&'a str, Problem> {
    let word = given.as_str().ok_or_else(|| Problem::wrong_kind("must be a string"))?;
    if values.iter().any(|value| value == word) {
        Ok(word)
    } else {
        Err(Problem::new(Code::NotAnOption, format!("must be one of {}", listed(values))))
    }
}

fn listed(values: &[String]) -> String {
    let shown: Vec<String> = values.iter().take(20).map(|value| format!("`{value}`")).collect();
    let rest = if values.len() > shown.len() { ", …" } else { "" };
    format!("{}{rest}", shown.join(", "))
}
