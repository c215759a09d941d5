//! Integers and decimals that every database and every JavaScript client holds without loss.

use serde_json::{Number, Value};

use super::Problem;
use crate::errors::FieldErrorCode as Code;
use crate::schema::Field;

/// 2^53: the largest integer that JavaScript reads without loss.
pub const BIGGEST_INTEGER: i64 = 1 << 53;
const MOST_DIGITS: usize = 15;

pub(super) fn read_integer(field: &Field, value: &Value) -> Result<Value, Problem> {
    let wrong = || Problem::wrong_kind("must be a whole number");
    let number = value.as_number().ok_or_else(wrong)?;
    let whole = match (number.as_i64(), number.as_f64()) {
        (Some(whole), _) => whole,
        // `3.0` is the whole number 3 to every client that writes JSON from JavaScript or Python.
        (None, Some(real)) if real.fract() == 0.0 => whole_of(real).ok_or_else(too_large)?,
        _ => return Err(wrong()),
    };
    if !(-BIGGEST_INTEGER..=BIGGEST_INTEGER).contains(&whole) {
        return Err(too_large());
    }
    upper_limit(field, &Number::from(whole))?;
    Ok(Value::from(whole))
}

pub(super) fn read_decimal(field: &Field, value: &Value) -> Result<Value, Problem> {
    let real = value.as_f64().filter(|real| real.is_finite());
    let real = real.ok_or_else(|| Problem::wrong_kind("must be a number"))?;
    let digits = format!("{real:e}")
        .split('e')
        .next()
        .map_or(0, |mantissa| mantissa.bytes().filter(u8::is_ascii_digit).count());
    if digits > MOST_DIGITS {
        return Err(Problem::new(Code::Precision, "must have at most 15 significant digits"));
    }
    // Whole numbers are written without a fraction, as JavaScript writes them, so that one value has one form.
    let canonical = match whole_of(real).filter(|_| real.fract() == 0.0) {
        Some(whole) => Number::from(whole),
        None => Number::from_f64(real).ok_or_else(|| Problem::wrong_kind("must be a number"))?,
    };
    upper_limit(field, &canonical)?;
    Ok(Value::Number(canonical))
}

fn too_large() -> Problem {
    Problem::new(Code::Precision, "must be a whole number between -2^53 and 2^53")
}

/// A real number without fraction as an integer, when both hold the same.
fn whole_of(real: f64) -> Option<i64> {
    // Within 2^53 the text of a real number without fraction is exactly that of the integer.
    let text = (real.abs() <= 9_007_199_254_740_992.0).then(|| format!("{real:.0}"))?;
    if text == "-0" { Some(0) } else { text.parse().ok() }
}

fn upper_limit(field: &Field, number: &Number) -> Result<(), Problem> {
    match (field.options.max, number.as_f64()) {
        (Some(most), Some(real)) if real > most => {
            Err(Problem::new(Code::TooLarge, format!("must be at most {most}")))
        }
        _ => Ok(()),
    }
}

pub(super) fn limits(field: &Field, number: &Number) -> Vec<Problem> {
    match (field.options.min, number.as_f64()) {
        (Some(least), Some(real)) if real < least => {
            vec![Problem::new(Code::TooSmall, format!("must be at least {least}"))]
        }
        _ => Vec::new(),
    }
}
