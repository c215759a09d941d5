//! Instants as text: read from ISO 8601 with any offset, shown in UTC with milliseconds.
//!
//! An instant is an `i64` of microseconds since 1970 UTC. Nothing here reads the clock.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Longest text that is looked at; an instant with nanoseconds and an offset has 35 characters.
const LONGEST: usize = 40;

/// Reads `2026-11-20T09:30:00.123+01:00`: date, `T`, time and an offset or `Z`, within the years 1 to 9999.
pub fn parse(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let shaped = text.len() <= LONGEST
        && bytes.first().is_some_and(u8::is_ascii_digit)
        && bytes.get(4) == Some(&b'-')
        && bytes.get(10) == Some(&b'T')
        && !text.contains(['[', ' ']);
    let timestamp: Timestamp = if shaped { text.parse().ok()? } else { return None };
    let year = timestamp.to_zoned(TimeZone::UTC).year();
    (1..=9999).contains(&year).then(|| timestamp.as_microsecond())
}

/// `2026-11-20T08:30:00.123Z`; parts of a millisecond are cut off.
pub fn show(microseconds: i64) -> String {
    // Times outside the range of the calendar are shown as its nearest end, because an answer must still be made.
    let timestamp = Timestamp::from_microsecond(microseconds).unwrap_or(if microseconds < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    });
    timestamp.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// The same instant without parts of a millisecond, as [`show`] and [`parse`] give it back.
pub const fn to_milliseconds(microseconds: i64) -> i64 {
    microseconds - microseconds.rem_euclid(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_with_any_offset_and_shown_in_utc() {
        for (text, shown) in [
            ("2026-11-20T09:30:00Z", "2026-11-20T09:30:00.000Z"),
            ("2026-11-20T09:30:00.1239+01:00", "2026-11-20T08:30:00.123Z"),
            ("2026-11-20T00:00:00-11:30", "2026-11-20T11:30:00.000Z"),
            ("1950-01-01T00:00:00.001Z", "1950-01-01T00:00:00.001Z"),
            ("2024-02-29T23:59:59.999Z", "2024-02-29T23:59:59.999Z"),
        ] {
            let read = parse(text).map(to_milliseconds);
            assert_eq!(read.map(show).as_deref(), Some(shown), "{text}");
            assert_eq!(parse(shown), read);
        }
    }

    #[test]
    fn other_texts_are_not_instants() {
        for text in [
            "",
            "2026-11-20",
            "2026-11-20T09:30:00",
            "2026-11-20 09:30:00Z",
            "2026-13-20T09:30:00Z",
            "2025-02-29T09:30:00Z",
            "20261120T093000Z",
            "2026-11-20T09:30:00[Europe/Berlin]",
            "-002026-11-20T09:30:00Z",
            "0000-01-01T00:00:00Z",
            "now",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
