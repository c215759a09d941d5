//! The filter `date`.

use jiff::civil::Date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use tera::{Kwargs, State, TeraResult, Value};

use crate::themes::{Calendar, current_call};

const DEFAULT_FORMAT: &str = "%-d %B %Y";

/// `{{ entry.published_at | date(format="%Y-%m-%d") }}`: a time in the site's zone. Nothing stays nothing.
///
/// The format is that of `strftime`; without one it is what the theme's words say, and so are the names of months and
/// days. A day without a time is shown as it is, in no zone.
pub(super) fn date(value: &Value, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    if value.is_none() {
        return Ok(String::new());
    }
    let text = value.as_str().ok_or_else(|| tera::Error::message("a date is a text such as `2026-03-14`"))?;
    let call = current_call()?;
    call.check_deadline()?;
    let calendar = call.words.calendar(&call.language);
    let usual = calendar.and_then(|calendar| calendar.date.as_deref()).unwrap_or(DEFAULT_FORMAT);
    let format = arguments.get::<&str>("format")?.unwrap_or(usual);
    let time = parse(text, &call.time_zone)?;
    let format = calendar.map_or_else(|| format.to_owned(), |calendar| with_names(format, calendar, &time));
    strtime::format(format, &time).map_err(|error| tera::Error::message(format!("bad date format: {error}")))
}

/// The format with the names of the calendar in the places of `%B`, `%b`, `%A` and `%a`.
fn with_names(format: &str, calendar: &Calendar, time: &Zoned) -> String {
    let month = usize::from(time.month().unsigned_abs()).saturating_sub(1);
    let day = usize::from(time.weekday().to_monday_zero_offset().unsigned_abs());
    let mut named = String::with_capacity(format.len());
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        named.push(letter);
        if letter != '%' {
            continue;
        }
        let Some(directive) = letters.next() else { break };
        let name = match directive {
            'B' => calendar.months.get(month),
            'b' | 'h' => calendar.months_short.get(month),
            'A' => calendar.weekdays.get(day),
            'a' => calendar.weekdays_short.get(day),
            _ => None,
        };
        match name {
            Some(name) => {
                named.pop();
                named.push_str(&name.replace('%', "%%"));
            }
            None => named.push(directive),
        }
    }
    named
}

fn parse(text: &str, zone: &TimeZone) -> TeraResult<Zoned> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(time.to_zoned(zone.clone()));
    }
    text.parse::<Date>()
        .and_then(|day| day.to_zoned(TimeZone::UTC))
        .map_err(|error| tera::Error::message(format!("not a date: {error}")))
}
