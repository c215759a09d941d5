//! When a post was published: from what its front matter says, else from its path.

use galley_domain::text::instant;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::{rfc2822, strtime};
use jiff::tz::TimeZone;
use serde_json::Value;

/// Spellings with an offset that are not ISO 8601, as blog generators write them.
const WITH_OFFSET: [&str; 4] =
    ["%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S %:z", "%Y-%m-%d %H:%M %z", "%Y-%m-%d %H:%M:%S%:z"];
/// Spellings without an offset; they count as UTC, so that a second import on another machine agrees.
const WITHOUT_OFFSET: [&str; 3] = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y/%m/%d %H:%M:%S"];
const DAYS: [&str; 4] = ["%Y/%m/%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y"];

/// Reads a date or time in microseconds UTC.
pub(super) fn from_value(value: &Value) -> Option<i64> {
    let text = value.as_str()?.trim();
    let found = instant::parse(text)
        .or_else(|| with_offset(text))
        .or_else(|| without_offset(text))
        .or_else(|| day(text))?;
    // Only what can be shown again is a time.
    instant::parse(&instant::show(found)).map(|_| found)
}

fn with_offset(text: &str) -> Option<i64> {
    let spelled = |format: &&str| strtime::parse(*format, text).ok()?.to_timestamp().ok();
    let timestamp: Option<Timestamp> = WITH_OFFSET
        .iter()
        .find_map(spelled)
        .or_else(|| text.parse().ok())
        .or_else(|| rfc2822::parse(text).ok().map(|zoned| zoned.timestamp()));
    timestamp.map(Timestamp::as_microsecond)
}

fn without_offset(text: &str) -> Option<i64> {
    let civil: Option<DateTime> = text
        .parse()
        .ok()
        .or_else(|| WITHOUT_OFFSET.iter().find_map(|format| DateTime::strptime(format, text).ok()));
    in_utc(civil?)
}

fn day(text: &str) -> Option<i64> {
    let date = DAYS.iter().find_map(|format| Date::strptime(format, text).ok())?;
    in_utc(date.to_datetime(jiff::civil::Time::midnight()))
}

fn in_utc(civil: DateTime) -> Option<i64> {
    civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp().as_microsecond())
}

/// The day that a path names, as `2025/06/26/name` or `2025-06-26-name`.
pub(super) fn from_path(path: &str) -> Option<i64> {
    let segments: Vec<&str> = path.split('/').collect();
    let in_folders = segments.windows(3).find_map(|window| match window {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            civil_day(year, month, day)
        }
        _ => None,
    });
    in_folders.or_else(|| segments.iter().rev().find_map(|segment| split_prefix(segment).map(|(day, _)| day)))
}

/// The day before a name, and the name: `2025-06-26-name`, also with an underscore before the name (Zola).
pub(super) fn split_prefix(name: &str) -> Option<(i64, &str)> {
    let (prefix, rest) = name.split_at_checked(10)?;
    let mut parts = prefix.split('-');
    let day = civil_day(parts.next()?, parts.next()?, parts.next()?)?;
    let rest = if rest.is_empty() { rest } else { rest.strip_prefix(['-', '_'])? };
    Some((day, rest))
}

fn civil_day(year: &str, month: &str, day: &str) -> Option<i64> {
    let digits = [year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let date =
        digits.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok())??;
    (date.year() > 0).then(|| in_utc(date.to_datetime(jiff::civil::Time::midnight())))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(time: Option<i64>) -> Option<String> {
        time.map(instant::show)
    }

    #[test]
    fn dates_are_read_as_generators_write_them() {
        for (text, expected) in [
            ("2020-01-02", "2020-01-02T00:00:00.000Z"),
            ("2020-01-02T10:11:12Z", "2020-01-02T10:11:12.000Z"),
            ("2020-01-02T10:11:12.5+02:00", "2020-01-02T08:11:12.500Z"),
            ("2020-01-02T10:11:12", "2020-01-02T10:11:12.000Z"),
            ("2020-01-02 10:11:12", "2020-01-02T10:11:12.000Z"),
            ("2020-01-02 10:11:12 +0200", "2020-01-02T08:11:12.000Z"),
            ("2020-01-02 10:11:12 +02:00", "2020-01-02T08:11:12.000Z"),
            ("2020-01-02 10:11 -0500", "2020-01-02T15:11:00.000Z"),
            ("2020-01-02 10:11", "2020-01-02T10:11:00.000Z"),
            ("2020/01/02", "2020-01-02T00:00:00.000Z"),
            ("0001-01-01", "0001-01-01T00:00:00.000Z"),
            ("9999-12-30", "9999-12-30T00:00:00.000Z"),
            ("January 2, 2020", "2020-01-02T00:00:00.000Z"),
            ("Jan 2, 2020", "2020-01-02T00:00:00.000Z"),
            ("Thu, 02 Jan 2020 10:11:12 GMT", "2020-01-02T10:11:12.000Z"),
        ] {
            let read = from_value(&Value::from(text));
            assert_eq!(shown(read).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_values_are_not_dates() {
        for value in [
            Value::from("soon"),
            Value::from(""),
            Value::from("2020-13-01"),
            Value::from("2020-02-30"),
            Value::from("0000-01-01"),
            Value::from("10000-01-01"),
            Value::from("9999-12-31T23:59:59-23:00"),
            Value::from(20_200_102),
            Value::Bool(true),
            Value::Null,
        ] {
            assert_eq!(from_value(&value), None, "{value}");
        }
    }

    #[test]
    fn a_path_may_name_the_day() {
        for (path, expected) in [
            ("2025/06/26/Rust-1.88.0", Some("2025-06-26T00:00:00.000Z")),
            ("inside-rust/2020/7/1/x", Some("2020-07-01T00:00:00.000Z")),
            ("_posts/2015-12-31-name.md", Some("2015-12-31T00:00:00.000Z")),
            ("blog/2015-12-31-name/index.md", Some("2015-12-31T00:00:00.000Z")),
            ("2015-12-31_name.md", Some("2015-12-31T00:00:00.000Z")),
            ("2025/13/26/x", None),
            ("2025/06/x", None),
            ("2024-Edition-CFP.md", None),
            ("2015-12-31name.md", None),
            ("notes/1.2.3.md", None),
        ] {
            assert_eq!(shown(from_path(path)).as_deref(), expected, "{path}");
        }
    }
}
