//! What a file says beyond the typed model, and putting both together again.

use serde_json::{Map, Value};

use super::kind::relation_cardinality;
use super::names::read_target;

/// The keys of `original` that `typed` does not write, at every depth, and other spellings of what it does.
pub(super) fn leftover(original: &Map<String, Value>, typed: &Map<String, Value>) -> Map<String, Value> {
    let mut rest = Map::new();
    for (key, value) in original {
        match (value, typed.get(key)) {
            (_, None) => {
                rest.insert(key.clone(), value.clone());
            }
            (Value::Object(inner), Some(Value::Object(typed))) => {
                let inner = leftover(inner, typed);
                if !inner.is_empty() {
                    rest.insert(key.clone(), Value::Object(inner));
                }
            }
            (_, Some(typed)) if value != typed && same_meaning(key, value, typed) => {
                rest.insert(key.clone(), value.clone());
            }
            (_, Some(_)) => {}
        }
    }
    rest
}

/// `typed` with what `extra` kept; where both speak, `typed` wins unless `extra` spells the same.
pub(super) fn together(mut typed: Map<String, Value>, extra: &Map<String, Value>) -> Map<String, Value> {
    for (key, value) in extra {
        match (typed.get_mut(key), value) {
            (None, _) => {
                typed.insert(key.clone(), value.clone());
            }
            (Some(Value::Object(inner)), Value::Object(extra)) => {
                *inner = together(std::mem::take(inner), extra);
            }
            (Some(known), _) if same_meaning(key, value, known) => *known = value.clone(),
            (Some(_), _) => {}
        }
    }
    typed
}

/// Whether two texts are spellings of one thing, such as `float` and `decimal`.
fn same_meaning(key: &str, one: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (one.as_str(), other.as_str()) else { return false };
    match key {
        "type" => family(one) == family(other),
        "relation" => relation_cardinality(one) == relation_cardinality(other),
        "target" => read_target(one) == read_target(other),
        _ => false,
    }
}

fn family(kind: &str) -> &str {
    match kind {
        "biginteger" => "integer",
        "float" => "decimal",
        other => other,
    }
}
