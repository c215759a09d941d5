//! Integers, instants and texts as JSON, written without allocation.

use galley_domain::ids::DocumentId;

pub(super) fn integer(out: &mut Vec<u8>, value: i64) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

pub(super) fn document(out: &mut Vec<u8>, id: DocumentId) {
    out.push(b'"');
    out.extend_from_slice(&id.to_ascii());
    out.push(b'"');
}

/// A text with its quotes.
pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut written = 0;
    for (index, byte) in bytes.iter().enumerate() {
        if *byte >= 0x20 && *byte != b'"' && *byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&bytes[written..index]);
        written = index + 1;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0c => out.extend_from_slice(b"\\f"),
            other => {
                out.extend_from_slice(b"\\u00");
                out.push(DIGITS[usize::from(other >> 4)]);
                out.push(DIGITS[usize::from(other & 15)]);
            }
        }
    }
    out.extend_from_slice(&bytes[written..]);
    out.push(b'"');
}

pub(super) fn text_or_null(out: &mut Vec<u8>, value: Option<&str>) {
    match value {
        Some(value) => text(out, value),
        None => out.extend_from_slice(b"null"),
    }
}

pub(super) fn integer_or_null(out: &mut Vec<u8>, value: Option<i64>) {
    match value {
        Some(value) => integer(out, value),
        None => out.extend_from_slice(b"null"),
    }
}

/// `"2026-11-20T08:30:00.123Z"`; there are several in each entry, so this is arithmetic instead of a calendar.
pub(super) fn time(out: &mut Vec<u8>, microseconds: i64) {
    const DAY: i64 = 86_400_000;
    // The years that the stored form allows: 0001 to 9999.
    const RANGE: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;
    let milliseconds = microseconds.div_euclid(1_000);
    if !RANGE.contains(&milliseconds) {
        return text(out, &galley_domain::text::instant::show(microseconds));
    }
    let (days, rest) = (milliseconds.div_euclid(DAY), milliseconds.rem_euclid(DAY));
    let (year, month, day) = date_of(days);
    let mut shown = *b"\"0000-00-00T00:00:00.000Z\"";
    digits(&mut shown[1..5], year);
    digits(&mut shown[6..8], month);
    digits(&mut shown[9..11], day);
    digits(&mut shown[12..14], rest / 3_600_000);
    digits(&mut shown[15..17], rest / 60_000 % 60);
    digits(&mut shown[18..20], rest / 1_000 % 60);
    digits(&mut shown[21..24], rest % 1_000);
    out.extend_from_slice(&shown);
}

fn digits(place: &mut [u8], mut value: i64) {
    for digit in place.iter_mut().rev() {
        *digit = b'0' + u8::try_from(value % 10).unwrap_or(0);
        value /= 10;
    }
}

/// The date of a day counted from 1970-01-01, by Howard Hinnant's `civil_from_days`.
const fn date_of(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Months counted from March, so that the leap day is the last of its year.
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}
