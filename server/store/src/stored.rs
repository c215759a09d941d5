//! Reading stored columns as the domain's values, and failing by name when they are something else.

use std::fmt::Display;
use std::str::FromStr;

use galley_domain::locales::Stage;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::StoreError;

pub(crate) fn stage(table: &'static str, number: i16) -> Result<Stage, StoreError> {
    Stage::from_number(number).ok_or_else(|| StoreError::corrupt(table, format!("`{number}` is no stage")))
}

pub(crate) fn parsed<T>(table: &'static str, text: &str) -> Result<T, StoreError>
where
    T: FromStr,
    T::Err: Display,
{
    text.parse().map_err(|problem: T::Err| StoreError::corrupt(table, problem))
}

pub(crate) fn json<T: DeserializeOwned>(table: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|problem| StoreError::corrupt(table, problem))
}

/// JSON text of a value; what has no JSON form is refused before it is written.
pub(crate) fn json_text<T: Serialize>(table: &'static str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|problem| StoreError::corrupt(table, problem))
}

pub(crate) fn hash(table: &'static str, bytes: Vec<u8>) -> Result<[u8; 32], StoreError> {
    <[u8; 32]>::try_from(bytes)
        .map_err(|bytes| StoreError::corrupt(table, format!("a hash of {} bytes", bytes.len())))
}
