//! Times on the wire: ISO 8601 in UTC with milliseconds.

use galley_domain::text::instant;

pub(super) fn shown(at: Option<i64>) -> Option<String> {
    at.map(instant::show)
}
