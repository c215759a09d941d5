//! The filter `number`.

use tera::{Kwargs, State, TeraResult, Value};

use crate::themes::current_call;

const NARROW_SPACE: char = '\u{202f}';
const SPACE: char = '\u{a0}';
/// Further digits mean nothing in a floating point number.
const MOST_DECIMALS: usize = 15;

/// `{{ 12345.6 | number(decimals=2) }}`: grouped by thousands as the page's language does it.
pub(super) fn number(value: &Value, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let call = current_call()?;
    call.check_deadline()?;
    let decimals = arguments.get::<usize>("decimals")?.map(|decimals| decimals.min(MOST_DECIMALS));
    let text = match (value.as_i128(), decimals) {
        (Some(whole), None) => whole.to_string(),
        (Some(whole), Some(decimals)) => with_zeros(whole, decimals),
        (None, decimals) => {
            let number = value.as_f64().ok_or_else(|| tera::Error::message("`number` needs a number"))?;
            decimals.map_or_else(|| number.to_string(), |decimals| format!("{number:.decimals$}"))
        }
    };
    Ok(grouped(&text, separators(&call.language)))
}

fn with_zeros(whole: i128, decimals: usize) -> String {
    if decimals == 0 { whole.to_string() } else { format!("{whole}.{}", "0".repeat(decimals)) }
}

/// What stands between thousands, and what before the decimals.
fn separators(language: &str) -> (char, char) {
    if language.eq_ignore_ascii_case("de-ch") || language.eq_ignore_ascii_case("de-li") {
        return ('’', '.');
    }
    match language.split('-').next().unwrap_or_default() {
        "de" | "es" | "it" | "pt" | "nl" | "tr" | "id" | "da" | "el" | "ro" | "hr" | "sr" | "sl" | "bs"
        | "ca" => ('.', ','),
        "fr" => (NARROW_SPACE, ','),
        "ru" | "uk" | "be" | "pl" | "cs" | "sk" | "bg" | "hu" | "sv" | "fi" | "nb" | "nn" | "no" | "lt"
        | "lv" | "et" => (SPACE, ','),
        _ => (',', '.'),
    }
}

fn grouped(number: &str, (thousands, point): (char, char)) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, decimals) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = sign.to_owned();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    if let Some(decimals) = decimals {
        text.push(point);
        text.push_str(decimals);
    }
    text
}
