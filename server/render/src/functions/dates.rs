//! The filter `date`.

use jiff::civil::Date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use tera::{Kwargs, State, TeraResult, Value};

use crate::themes::current_call;

const DEFAULT_FORMAT: &str = "%-d %B %Y";

/// `{{ entry.published_at | date(format="%Y-%m-%d") }}`: a time in the site's zone. Nothing stays nothing.
///
/// The format is that of `strftime`. A day without a time is shown as it is, in no zone.
pub(super) fn date(value: &Value, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    if value.is_none() {
        return Ok(String::new());
    }
    let text = value.as_str().ok_or_else(|| tera::Error::message("a date is a text such as `2026-03-14`"))?;
    let format = arguments.get::<&str>("format")?.unwrap_or(DEFAULT_FORMAT);
    let call = current_call()?;
    call.check_deadline()?;
    let time = parse(text, &call.time_zone)?;
    strtime::format(format, &time).map_err(|error| tera::Error::message(format!("bad date format: {error}")))
}

fn parse(text: &str, zone: &TimeZone) -> TeraResult<Zoned> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(time.to_zoned(zone.clone()));
    }
    text.parse::<Date>()
        .and_then(|day| day.to_zoned(TimeZone::UTC))
        .map_err(|error| tera::Error::message(format!("not a date: {error}")))
}
