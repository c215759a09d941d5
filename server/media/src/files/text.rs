//! Telling plain text from other bytes, and one kind of text from another by its name.

/// Whether the beginning of a file is UTF-8 text without control characters.
///
/// `head` may end in the middle of a character; that does not count against it.
pub(super) fn is_text(head: &[u8]) -> bool {
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            let (valid, _) = head.split_at(error.valid_up_to());
            std::str::from_utf8(valid).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !valid.is_empty() && !valid.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
}

/// The media type that a text with this file name ending has; `None` when the ending is not one of a text.
///
/// Script and style sheets are deliberately absent: there is no use for them as uploads that outweighs the risk.
pub(super) fn text_type(extension: Option<&str>) -> Option<&'static str> {
    match extension {
        None | Some("txt" | "text" | "log" | "srt" | "yaml" | "yml" | "toml" | "ini") => Some("text/plain"),
        Some("md" | "markdown") => Some("text/markdown"),
        Some("csv" | "tsv") => Some("text/csv"),
        Some("vtt") => Some("text/vtt"),
        Some("ics") => Some("text/calendar"),
        Some("json" | "geojson") => Some("application/json"),
        Some(_) => None,
    }
}
