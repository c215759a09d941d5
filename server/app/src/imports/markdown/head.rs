//! Taking values out of front matter, so that what nobody took can be named at the end.

use serde_json::{Map, Value};

/// Tables that only group keys; their keys count like those at the top.
const GROUPS: [&str; 3] = ["extra", "params", "taxonomies"];

/// The front matter of one file while it is being read.
#[derive(Debug)]
pub(super) struct Head {
    top: Map<String, Value>,
    groups: Vec<(&'static str, Map<String, Value>)>,
}

impl Head {
    pub(super) fn new(mut top: Map<String, Value>) -> Self {
        let mut groups = Vec::new();
        for name in GROUPS {
            match top.remove(name) {
                Some(Value::Object(keys)) => groups.push((name, keys)),
                Some(other) => {
                    top.insert(name.to_owned(), other);
                }
                None => {}
            }
        }
        Self { top, groups }
    }

    /// The value of the first of `keys` that has one; null counts as absent. The others stay.
    pub(super) fn take(&mut self, keys: &[&str]) -> Option<(String, Value)> {
        for key in keys {
            let at_top = self.top.shift_remove(*key);
            let value =
                at_top.or_else(|| self.groups.iter_mut().find_map(|(_, keys)| keys.shift_remove(*key)));
            if let Some(value) = value.filter(|value| !value.is_null()) {
                return Some(((*key).to_owned(), value));
            }
        }
        None
    }

    /// A line of text; numbers and truth values are taken as they are spelled.
    pub(super) fn take_text(&mut self, keys: &[&str]) -> Option<String> {
        let (_, value) = self.take(keys)?;
        line(&value).filter(|text| !text.is_empty())
    }

    /// Whether one of `keys` says `word`; a key that says something else stays.
    pub(super) fn take_word(&mut self, keys: &[&str], word: &str) -> bool {
        let says = |key: &&&str| self.top.get(**key).is_some_and(|value| value == word);
        let Some(key) = keys.iter().find(says) else { return false };
        self.top.shift_remove(*key).is_some()
    }

    /// A list of names: a list, one name, or names between commas.
    pub(super) fn take_names(&mut self, keys: &[&str]) -> Vec<String> {
        let mut names = Vec::new();
        for key in keys {
            match self.take(&[key]) {
                Some((_, Value::Array(items))) => names.extend(items.iter().filter_map(name)),
                Some((_, Value::String(text))) if *key != "author" => {
                    names.extend(text.split(',').map(|name| name.trim().to_owned()));
                }
                Some((_, other)) => names.extend(name(&other)),
                None => {}
            }
        }
        let mut unique: Vec<String> = Vec::new();
        for name in names {
            if !name.is_empty() && !unique.contains(&name) {
                unique.push(name);
            }
        }
        unique
    }

    /// A truth value, also as the words of YAML 1.1.
    pub(super) fn take_flag(&mut self, keys: &[&str]) -> Option<bool> {
        match self.take(keys)?.1 {
            Value::Bool(flag) => Some(flag),
            Value::String(text) => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" => Some(true),
                "false" | "no" | "off" => Some(false),
                _ => None,
            },
            Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// The keys that nobody took, as `weight` or `extra.release`.
    pub(super) fn rest(self) -> Vec<String> {
        let grouped = self
            .groups
            .into_iter()
            .flat_map(|(group, keys)| keys.into_iter().map(move |(key, _)| format!("{group}.{key}")));
        self.top.into_iter().map(|(key, _)| key).chain(grouped).collect()
    }
}

/// An author may be a table with a name.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(keys) => keys.get("name").or_else(|| keys.get("title")).and_then(line),
        other => line(other),
    }
}

fn line(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn head(value: Value) -> Head {
        let Value::Object(keys) = value else { panic!("not an object") };
        Head::new(keys)
    }

    #[test]
    fn names_come_in_many_shapes() {
        for (value, names) in [
            (json!({"tags": ["a", " b ", "a", ""]}), vec!["a", "b"]),
            (json!({"tags": "a, b"}), vec!["a", "b"]),
            (json!({"tags": [2020, {"name": "x"}]}), vec!["2020", "x"]),
            (json!({"taxonomies": {"tags": ["a"]}}), vec!["a"]),
            (json!({"tags": null}), vec![]),
            (json!({}), vec![]),
        ] {
            assert_eq!(head(value.clone()).take_names(&["tags"]), names, "{value}");
        }
        let author = json!({"author": "Doe, Jane"});
        assert_eq!(head(author).take_names(&["authors", "author"]), ["Doe, Jane"]);
    }

    #[test]
    fn what_nobody_took_is_named() {
        let mut head =
            head(json!({"title": 2020, "weight": 3, "extra": {"team": "T", "release": true}, "params": 1}));
        assert_eq!(head.take_text(&["title"]).as_deref(), Some("2020"));
        assert_eq!(head.take_text(&["team"]).as_deref(), Some("T"));
        assert_eq!(head.rest(), ["weight", "params", "extra.release"]);
    }

    #[test]
    fn truth_has_many_words() {
        for (value, flag) in [
            (json!(true), Some(true)),
            (json!("Yes"), Some(true)),
            (json!("off"), Some(false)),
            (json!("perhaps"), None),
            (json!(1), None),
        ] {
            assert_eq!(head(json!({"draft": value})).take_flag(&["draft"]), flag, "{value}");
        }
    }
}
