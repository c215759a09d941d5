//! One value as what a type expects at its place.

use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, IntoDeserializer as _, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use super::error::ShapeError;
use super::members::{Items, Members};

/// How numbers and booleans are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    Json,
    /// In the text of a parameter.
    Text,
}

pub(super) struct Shape<'a> {
    pub(super) value: &'a Value,
    pub(super) spelling: Spelling,
}

impl Shape<'_> {
    /// The value as JSON would write it, where a parameter can only be a text.
    fn plain(&self) -> Option<Value> {
        match (self.spelling, self.value) {
            (Spelling::Text, Value::String(text)) => {
                // Only the spelling that JSON has: no space, no `+`, no leading zeros, no other words.
                let is_close = !text.contains(char::is_whitespace);
                is_close.then(|| serde_json::from_str(text).ok()).flatten()
            }
            (Spelling::Text | Spelling::Json, value) => Some(value.clone()),
        }
    }
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident $number:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
            let number = match self.plain() {
                Some(Value::Number(number)) => number.as_i128().and_then(|number| <$number>::try_from(number).ok()),
                _ => None,
            };
            match number {
                Some(number) => visitor.$visit(number),
                None => {
                    let (least, most) = (<$number>::MIN, <$number>::MAX);
                    Err(ShapeError::wrong(format_args!("a whole number from {least} to {most}")))
                }
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Shape<'_> {
    type Error = ShapeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(whole), _, _) => visitor.visit_u64(whole),
                (None, Some(whole), _) => visitor.visit_i64(whole),
                (None, None, Some(real)) => visitor.visit_f64(real),
                (None, None, None) => Err(ShapeError::wrong("a number")),
            },
            Value::String(text) => visitor.visit_str(text),
            Value::Array(items) => visitor.visit_seq(Items::of(items, self.spelling)),
            Value::Object(members) => visitor.visit_map(Members::of(members, self.spelling)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self.plain() {
            Some(Value::Bool(value)) => visitor.visit_bool(value),
            _ => Err(ShapeError::wrong("true or false")),
        }
    }

    whole_numbers! {
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self.plain().as_ref().and_then(Value::as_f64) {
            Some(number) => visitor.visit_f64(number),
            None => Err(ShapeError::wrong("a number")),
        }
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self.value {
            Value::String(text) => visitor.visit_str(text),
            _ => Err(ShapeError::wrong("a text")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ShapeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self.value {
            Value::Array(items) => visitor.visit_seq(Items::of(items, self.spelling)),
            _ => Err(ShapeError::wrong("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ShapeError> {
        match self.value {
            Value::Object(members) => visitor.visit_map(Members::of(members, self.spelling)),
            _ => Err(ShapeError::wrong("an object")),
        }
    }

    /// A list would be taken for the members of a struct in their order.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ShapeError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ShapeError> {
        match self.value {
            Value::String(text) => {
                let variant: StrDeserializer<'_, ShapeError> = text.as_str().into_deserializer();
                visitor.visit_enum(variant)
            }
            _ => Err(ShapeError::wrong("a text")),
        }
    }

    forward_to_deserialize_any! {
        i128 u128 bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}
