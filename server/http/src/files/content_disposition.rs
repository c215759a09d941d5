//! `Content-Disposition`: shown or downloaded, and under which name.

use std::fmt::Write as _;

use http::HeaderValue;

/// Whether a browser shows a file or saves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    Inline,
    Attachment,
}

/// The header of RFC 6266: an ASCII name for old readers and the real one in `filename*`.
///
/// The name comes from an editor; nothing in it can end the header or the quoted text.
pub fn content_disposition(disposition: Disposition, file_name: &str) -> HeaderValue {
    let kind = match disposition {
        Disposition::Inline => "inline",
        Disposition::Attachment => "attachment",
    };
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%' | '/') || c == ' ';
    let fallback: String = file_name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let mut text = format!("{kind}; filename=\"{fallback}\"");
    if fallback != file_name {
        text.push_str("; filename*=UTF-8''");
        push_encoded(&mut text, file_name);
    }
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("attachment"))
}

fn push_encoded(text: &mut String, name: &str) {
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            let _infallible = write!(text, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_name_can_leave_its_quotes() {
        let cases = [
            ("report.pdf", r#"attachment; filename="report.pdf""#),
            ("été.pdf", r#"attachment; filename="_t_.pdf"; filename*=UTF-8''%C3%A9t%C3%A9.pdf"#),
            ("a\"; x=\"y", r#"attachment; filename="a_; x=_y"; filename*=UTF-8''a%22%3B%20x%3D%22y"#),
            (
                "a\r\nSet-Cookie: b",
                r#"attachment; filename="a__Set-Cookie: b"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b"#,
            ),
        ];
        for (name, expected) in cases {
            assert_eq!(content_disposition(Disposition::Attachment, name), expected, "{name}");
        }
    }
}
