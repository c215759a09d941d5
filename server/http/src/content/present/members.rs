//! The members of a stored document, found without reading their values.

use std::borrow::Cow;
use std::fmt;

use galley_app::content::EntryRow;
use galley_domain::schema::StoredType;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::{ModelRef, PresentError};

/// Names, each with its value as JSON text.
pub(super) enum Members<'a> {
    Raw(Vec<(Cow<'a, str>, &'a RawValue)>),
    /// Brought up to the present version of its type.
    Upcast(Map<String, Value>),
}

impl<'a> Members<'a> {
    /// Those of a whole document, in the form of today's version of its type.
    pub(super) fn of_document(
        model: ModelRef<'_>,
        of: &StoredType,
        row: &EntryRow,
        data: &'a str,
    ) -> Result<Self, PresentError> {
        if row.schema_version >= of.version {
            return Self::of_object(data);
        }
        let old: Map<String, Value> = serde_json::from_str(data)?;
        Ok(Self::Upcast(galley_domain::values::upcast(model, of, row.schema_version, &old)))
    }

    pub(super) fn of_object(object: &'a str) -> Result<Self, PresentError> {
        let RawMembers(members) = serde_json::from_str(object)?;
        Ok(Self::Raw(members))
    }

    /// The value's JSON text; none when it is absent or null.
    pub(super) fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        match self {
            Self::Raw(members) => members
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| Cow::Borrowed(value.get()))
                .filter(|text| text != "null"),
            Self::Upcast(members) => {
                members.get(name).filter(|value| !value.is_null()).map(|value| Cow::Owned(value.to_string()))
            }
        }
    }
}

/// The items of a stored list, each as JSON text.
pub(super) fn items(list: &str) -> Result<Vec<&RawValue>, PresentError> {
    Ok(serde_json::from_str(list)?)
}

struct RawMembers<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for RawMembers<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawMembers<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::with_capacity(16);
        while let Some((name, value)) = access.next_entry::<Name<'de>, &'de RawValue>()? {
            members.push((name.0, value));
        }
        Ok(RawMembers(members))
    }
}

/// A member's name, borrowed unless it has escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a member's name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }
}
