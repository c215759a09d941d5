//! Dates and instants.

use jiff::civil::Date;
use serde_json::Value;

use super::Problem;
use crate::errors::FieldErrorCode as Code;
use crate::text::instant;

/// `YYYY-MM-DD` of the years 1 to 9999 and nothing else.
pub(super) fn read_date(value: &Value) -> Result<Value, Problem> {
    let text = value.as_str().ok_or_else(|| Problem::wrong_kind("must be a string with a date"))?;
    match parse_date(text) {
        Some(_) => Ok(value.clone()),
        None => Err(Problem::new(Code::NotADate, "must be a date such as `2026-11-20`")),
    }
}

/// An instant with any offset, kept in UTC with milliseconds.
pub(super) fn read_date_time(value: &Value) -> Result<Value, Problem> {
    let text = value.as_str().ok_or_else(|| Problem::wrong_kind("must be a string with a time"))?;
    match instant::parse(text) {
        Some(microseconds) => Ok(Value::from(instant::show(microseconds))),
        None => {
            Err(Problem::new(Code::NotADate, "must be a time with an offset, such as `2026-11-20T09:30:00Z`"))
        }
    }
}

pub(in crate::values) fn parse_date(text: &str) -> Option<Date> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let date: Date = if shaped { text.parse().ok()? } else { return None };
    (date.year() >= 1).then_some(date)
}
