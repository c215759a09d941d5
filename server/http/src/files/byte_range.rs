//! `Range` requests: one range of bytes, or the whole.

use http::HeaderMap;
use http::header::{HeaderValue, IF_RANGE, RANGE};

/// Bytes `first..=last` of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteRange {
    pub first: u64,
    pub last: u64,
}

/// What a request wants of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeRequest {
    Whole,
    Part(ByteRange),
    /// 416: nothing of the file lies in the range.
    Unsatisfiable,
}

impl ByteRange {
    pub const fn length(self) -> u64 {
        self.last - self.first + 1
    }

    /// The `Content-Range` value of an answer with this part.
    pub fn content_range(self, size: u64) -> Option<HeaderValue> {
        HeaderValue::try_from(format!("bytes {}-{}/{size}", self.first, self.last)).ok()
    }
}

/// Reads `Range`. Several ranges, other units and broken syntax are answered with the whole file, as RFC 9110 allows;
/// so is a range of another version of the file (`If-Range`).
pub fn range_request(headers: &HeaderMap, size: u64, etag: &HeaderValue) -> RangeRequest {
    if headers.get(IF_RANGE).is_some_and(|version| version != etag) {
        return RangeRequest::Whole;
    }
    let Some(Ok(text)) = headers.get(RANGE).map(HeaderValue::to_str) else { return RangeRequest::Whole };
    let Some((first, last)) = text.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return RangeRequest::Whole;
    };
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => within(first, last, size),
        (Some(first), None) if last.is_empty() => within(first, u64::MAX, size),
        (None, Some(0)) if first.is_empty() => RangeRequest::Unsatisfiable,
        (None, Some(length)) if first.is_empty() => within(size.saturating_sub(length), u64::MAX, size),
        _ => RangeRequest::Whole,
    }
}

fn within(first: u64, last: u64, size: u64) -> RangeRequest {
    if first >= size {
        return RangeRequest::Unsatisfiable;
    }
    RangeRequest::Part(ByteRange { first, last: last.min(size - 1) })
}

fn number(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(range: &'static str, size: u64) -> RangeRequest {
        let headers = HeaderMap::from_iter([(RANGE, HeaderValue::from_static(range))]);
        range_request(&headers, size, &HeaderValue::from_static("\"tag\""))
    }

    #[test]
    fn one_range_is_answered_and_everything_else_is_the_whole() {
        let part = |first, last| RangeRequest::Part(ByteRange { first, last });
        let cases = [
            ("bytes=0-9", part(0, 9)),
            ("bytes=90-", part(90, 99)),
            ("bytes=-10", part(90, 99)),
            ("bytes=-1000", part(0, 99)),
            ("bytes=50-1000", part(50, 99)),
            ("bytes=100-", RangeRequest::Unsatisfiable),
            ("bytes=-0", RangeRequest::Unsatisfiable),
            ("bytes=0-1,5-6", RangeRequest::Whole),
            ("bytes=9-1", RangeRequest::Whole),
            ("bytes=-", RangeRequest::Whole),
            ("bytes=+1-2", RangeRequest::Whole),
            ("items=0-1", RangeRequest::Whole),
        ];
        for (range, expected) in cases {
            assert_eq!(check(range, 100), expected, "{range}");
        }
        assert_eq!(check("bytes=-5", 0), RangeRequest::Unsatisfiable);
    }

    #[test]
    fn a_range_of_another_version_is_answered_with_the_whole() {
        let check = |version: &'static str| {
            let mut headers = HeaderMap::from_iter([(RANGE, HeaderValue::from_static("bytes=0-1"))]);
            headers.insert(IF_RANGE, HeaderValue::from_static(version));
            range_request(&headers, 100, &HeaderValue::from_static("\"tag\""))
        };
        assert_eq!(check("\"tag\""), RangeRequest::Part(ByteRange { first: 0, last: 1 }));
        assert_eq!(check("\"older\""), RangeRequest::Whole);
    }
}
