//! The parts of lists and objects, each of whose errors learns where it is.

use std::{iter, slice};

use serde::de::{DeserializeSeed, MapAccess, SeqAccess};
use serde_json::{Map, Value, map};

use super::error::ShapeError;
use super::value::{Shape, Spelling};

pub(super) struct Items<'a> {
    rest: iter::Enumerate<slice::Iter<'a, Value>>,
    spelling: Spelling,
}

impl<'a> Items<'a> {
    pub(super) fn of(values: &'a [Value], spelling: Spelling) -> Self {
        Self { rest: values.iter().enumerate(), spelling }
    }
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = ShapeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ShapeError> {
        let Some((index, value)) = self.rest.next() else { return Ok(None) };
        let shape = Shape { value, spelling: self.spelling };
        seed.deserialize(shape).map(Some).map_err(|error| error.at_index(index))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

pub(super) struct Members<'a> {
    rest: map::Iter<'a>,
    /// The value whose name was read last.
    next: Option<(&'a str, &'a Value)>,
    spelling: Spelling,
}

impl<'a> Members<'a> {
    pub(super) fn of(members: &'a Map<String, Value>, spelling: Spelling) -> Self {
        Self { rest: members.iter(), next: None, spelling }
    }
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = ShapeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ShapeError> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        // What a name stands for may be more than a text, such as a locale.
        let text = Value::String(name.clone());
        let key = seed
            .deserialize(Shape { value: &text, spelling: Spelling::Text })
            .map_err(|error| error.of_name(name))?;
        self.next = Some((name, value));
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ShapeError> {
        // Serde asks for a value only after its name.
        let (name, value) = self.next.take().unwrap_or(("", &Value::Null));
        let shape = Shape { value, spelling: self.spelling };
        seed.deserialize(shape).map_err(|error| error.under(name))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}
