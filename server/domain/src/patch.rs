//! A member of a change: left out, `null`, or a value. The three mean different things, on the wire and in actions.

use serde::{Deserialize, Deserializer};

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

/// Reads a member that cannot be taken away: `null` is not a `T`. Whoever leaves it out has `None`, by
/// `#[serde(default, deserialize_with = "given")]`.
pub fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl<T> Patch<T> {
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
        #[serde(default, deserialize_with = "given")]
        kept: Option<String>,
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        let read = |text: &str| serde_json::from_str::<Wire>(text).unwrap().name;
        assert_eq!(read("{}"), Patch::Absent);
        assert_eq!(read(r#"{"name":null}"#), Patch::Null);
        assert_eq!(read(r#"{"name":"a"}"#), Patch::Value("a".to_owned()));
        for (text, after) in [("{}", Some("b")), (r#"{"name":null}"#, None), (r#"{"name":"a"}"#, Some("a"))] {
            assert_eq!(read(text).applied(Some("b".to_owned())).as_deref(), after, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_taken_away_is_left_out_or_given() {
        let read = |text: &str| serde_json::from_str::<Wire>(text).map(|wire| wire.kept);
        assert_eq!(read("{}").unwrap(), None);
        assert_eq!(read(r#"{"kept":"a"}"#).unwrap().as_deref(), Some("a"));
        assert!(read(r#"{"kept":null}"#).is_err());
    }
}
