//! The searchable form of one scalar: what `field_values` holds of it.

use jiff::tz::TimeZone;
use serde_json::Value;

use super::date::parse_date;
use super::text::MOST_FOLDED;
use crate::schema::FieldKind;
use crate::text::{fold, instant};

/// Longest text of `field_values`, in characters.
const MOST_TEXT: usize = 255;

/// The columns of one value; those of other kinds are empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::values) struct Leaf {
    pub text: Option<String>,
    pub folded: Option<String>,
    pub number: Option<f64>,
    pub time: Option<i64>,
}

/// The columns of a canonical value of an indexed kind.
///
/// A text that does not fit is left out, never cut: it can only come from a draft older than its limit, and a prefix
/// would answer conditions wrongly.
pub(in crate::values) fn leaf(kind: &FieldKind, value: &Value) -> Option<Leaf> {
    match kind {
        FieldKind::Text
        | FieldKind::Slug { .. }
        | FieldKind::Email
        | FieldKind::Url
        | FieldKind::Enumeration { .. } => {
            let text = value.as_str().filter(|text| text.chars().count() <= MOST_TEXT)?;
            let folded = fold(text);
            (folded.chars().count() <= MOST_FOLDED).then(|| Leaf {
                text: Some(text.to_owned()),
                folded: Some(folded),
                ..Leaf::default()
            })
        }
        FieldKind::Integer | FieldKind::Decimal => {
            value.as_f64().map(|number| Leaf { number: Some(number), ..Leaf::default() })
        }
        FieldKind::Boolean => {
            value.as_bool().map(|is| Leaf { number: Some(if is { 1.0 } else { 0.0 }), ..Leaf::default() })
        }
        FieldKind::Date => {
            let midnight = parse_date(value.as_str()?)?.to_zoned(TimeZone::UTC).ok()?;
            Some(Leaf { time: Some(midnight.timestamp().as_microsecond()), ..Leaf::default() })
        }
        FieldKind::DateTime => {
            instant::parse(value.as_str()?).map(|time| Leaf { time: Some(time), ..Leaf::default() })
        }
        FieldKind::LongText
        | FieldKind::Markdown
        | FieldKind::Json
        | FieldKind::Media { .. }
        | FieldKind::Relation { .. }
        | FieldKind::InverseRelation { .. }
        | FieldKind::Component { .. }
        | FieldKind::Blocks { .. } => None,
    }
}
