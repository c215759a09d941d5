//! One spelling per path: whatever could mean the same resource under another spelling is refused before routing.
//!
//! Authorization belongs to the matched handler, so no request may reach a handler by a detour.

/// Longest path and query that is read.
pub(crate) const MAX_URL_BYTES: usize = 8 * 1024;

/// Whether a path is written in the one way that we take.
///
/// Refused are empty and dot segments, `;` parameters, backslashes, control characters, percent-encodings that are
/// broken, not UTF-8, or stand for a character that has no need of one (`%2e`, `%61`) or that would split or end a
/// segment (`%2f`, `%5c`, `%00`).
pub(crate) fn is_canonical(path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/') else { return false };
    let last = rest.split('/').count() - 1;
    rest.split('/').enumerate().all(|(index, segment)| {
        // An empty last segment is a trailing slash; what that means is a matter of routes.
        (!segment.is_empty() || index == last)
            && segment != "."
            && segment != ".."
            && is_canonical_segment(segment)
    })
}

fn is_canonical_segment(segment: &str) -> bool {
    let bytes = segment.as_bytes();
    if bytes.iter().any(|byte| byte.is_ascii_control() || !byte.is_ascii() || matches!(byte, b';' | b'\\')) {
        return false;
    }
    if !bytes.contains(&b'%') {
        return true;
    }
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'%' {
            let Some((code, after)) = after.split_at_checked(2) else { return false };
            let Some(decoded) = decode(code) else { return false };
            if !may_be_encoded(decoded) {
                return false;
            }
            rest = after;
        }
    }
    percent_encoding::percent_decode(bytes).decode_utf8().is_ok()
}

fn decode(code: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    match code {
        [high, low] => Some(digit(*high)? * 16 + digit(*low)?),
        _ => None,
    }
}

fn may_be_encoded(decoded: u8) -> bool {
    let needless = decoded.is_ascii_alphanumeric() || matches!(decoded, b'-' | b'.' | b'_' | b'~');
    let dividing = matches!(decoded, b'/' | b'\\' | b';');
    !needless && !dividing && !decoded.is_ascii_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_is_taken() {
        for path in
            ["/", "/blog/", "/blog/a-b_c.d~e", "/blog/%C3%A9t%C3%A9", "/a%20b", "/api/posts", "/a@b:c,d=e"]
        {
            assert!(is_canonical(path), "{path}");
        }
    }

    #[test]
    fn other_spellings_are_refused() {
        for path in [
            "",
            "admin",
            "//admin",
            "/a//b",
            "/./a",
            "/a/../b",
            "/a/..",
            "/%2e%2e/a",
            "/a%2fb",
            "/a%2Fb",
            "/a%5cb",
            "/a\\b",
            "/a;b",
            "/a%3bb",
            "/%61dmin",
            "/a%00",
            "/a%0ab",
            "/a%",
            "/a%2",
            "/a%zz",
            "/a%ff",
            "/été",
            "/a\u{7f}",
        ] {
            assert!(!is_canonical(path), "{path}");
        }
    }
}
