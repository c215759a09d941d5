//! JSON that means one thing: bounded in depth and in the length of its strings, without repeated keys or U+0000.
//!
//! A repeated key is refused because two readers of the same body may each believe in another value.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Number, Value};

/// Deepest nesting of objects and arrays.
pub(super) const MAX_DEPTH: usize = 32;
const MAX_STRING_BYTES: usize = 1024 * 1024;

/// Reads a whole body. The error is a sentence that names the place.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, String> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("the body is empty where JSON is expected".to_owned());
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Checked { depth: 0 }.deserialize(&mut reader).map_err(|error| sentence(&error))?;
    reader.end().map_err(|error| {
        let (line, column) = (error.line(), error.column());
        format!("the body goes on after its JSON value, at line {line}, column {column}")
    })?;
    Ok(value)
}

fn sentence(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Eof => "the body is not valid JSON: it ends too early".to_owned(),
        // What `Checked` found is in our words already, with the place behind it.
        Category::Data => {
            let text = error.to_string();
            let (problem, _place) = text.rsplit_once(" at line ").unwrap_or((&text, ""));
            format!("the body is not acceptable JSON: {problem}, at line {line}, column {column}")
        }
        Category::Syntax | Category::Io => {
            format!("the body is not valid JSON: see line {line}, column {column}")
        }
    }
}

#[derive(Clone, Copy)]
struct Checked {
    depth: usize,
}

impl Checked {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(format!("nested more than {MAX_DEPTH} deep")));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

fn check_text<E: serde::de::Error>(text: &str) -> Result<(), E> {
    if text.len() > MAX_STRING_BYTES {
        return Err(E::custom(format!("a string is longer than {MAX_STRING_BYTES} bytes")));
    }
    if text.contains('\0') {
        return Err(E::custom("a string contains U+0000"));
    }
    Ok(())
}

impl<'de> DeserializeSeed<'de> for Checked {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Checked {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number is out of range"))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        check_text(text)?;
        Ok(Value::from(text))
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Value, E> {
        check_text(&text)?;
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut map = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            check_text(&key)?;
            let value = members.next_value_seed(inner)?;
            if map.contains_key(&key) {
                return Err(A::Error::custom(format!("the key `{}` stands twice", shown(&key))));
            }
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

/// Keys come from outside: only a readable piece of one is repeated in an answer.
fn shown(key: &str) -> String {
    key.chars().filter(|c| !c.is_control()).take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_json_is_read_as_it_is() {
        let text = r#"{"a":[1,-2,3.5,true,null,"x"],"b":{"a":1}}"#;
        assert_eq!(parse(text.as_bytes()).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        assert!(parse("[".repeat(32).as_bytes()).is_err());
        let deep = format!("{}{}", "[".repeat(32), "]".repeat(32));
        assert!(parse(deep.as_bytes()).is_ok());
    }

    #[test]
    fn ambiguous_and_oversized_json_is_refused_with_its_place() {
        let deep = format!("{}{}", "[".repeat(33), "]".repeat(33));
        let long = format!("\"{}\"", "a".repeat(MAX_STRING_BYTES + 1));
        let cases = [
            (r#"{"a":1,"a":2}"#, "not acceptable JSON: the key `a` stands twice, at line 1, column 13"),
            (r#"{"a":1,"\u0061":2}"#, "not acceptable JSON: the key `a` stands twice, at"),
            (r#"{"a at line 2":1,"a at line 2":2}"#, "the key `a at line 2` stands twice, at line 1"),
            (r#"{"a":"\u0000"}"#, "not acceptable JSON: a string contains U+0000, at"),
            (r#"{"\u0000":1}"#, "not acceptable JSON: a string contains U+0000, at"),
            (deep.as_str(), "not acceptable JSON: nested more than 32 deep, at"),
            (long.as_str(), "not acceptable JSON: a string is longer than 1048576 bytes, at"),
            ("{} {}", "goes on after its JSON value, at line 1, column 4"),
            ("1e999", "not valid JSON: see line 1, column "),
            ("{\n  \"a\": b\n}", "not valid JSON: see line 2, column "),
            ("{\"a\":", "not valid JSON: it ends too early"),
            (" \n", "empty where JSON is expected"),
        ];
        for (text, expected) in cases {
            let error = parse(text.as_bytes()).unwrap_err();
            assert!(error.contains(expected), "{expected}: {error}");
        }
    }
}
