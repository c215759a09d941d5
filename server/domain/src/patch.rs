//! A member of a change: left out, `null`, or a value. The three mean different things, on the wire and in actions.

use serde::{Deserialize, Deserializer};

use crate::errors::{FieldErrorCode, FieldErrors, FieldPath};

/// Declared with `#[serde(default)]`, so that a member that is left out stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Patch<T> {
    #[default]
    Absent,
    Null,
    Value(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

impl<T> Patch<T> {
    /// For a member that cannot be taken away.
    pub fn value_of(self, field: &str) -> Result<Option<T>, FieldErrors> {
        match self {
            Self::Absent => Ok(None),
            Self::Value(value) => Ok(Some(value)),
            Self::Null => {
                Err(FieldErrors::one(FieldPath::of(field), FieldErrorCode::WrongKind, "must not be null"))
            }
        }
    }

    /// What `current` is afterwards.
    pub fn applied(self, current: Option<T>) -> Option<T> {
        match self {
            Self::Absent => current,
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Wire {
        #[serde(default)]
        name: Patch<String>,
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        let read = |text: &str| serde_json::from_str::<Wire>(text).unwrap().name;
        assert_eq!(read("{}"), Patch::Absent);
        assert_eq!(read(r#"{"name":null}"#), Patch::Null);
        assert_eq!(read(r#"{"name":"a"}"#), Patch::Value("a".to_owned()));
        assert!(read(r#"{"name":null}"#).value_of("name").is_err());
        assert_eq!(read("{}").value_of("name"), Ok(None));
        for (text, after) in [("{}", Some("b")), (r#"{"name":null}"#, None), (r#"{"name":"a"}"#, Some("a"))] {
            assert_eq!(read(text).applied(Some("b".to_owned())).as_deref(), after, "{text}");
        }
    }
}
