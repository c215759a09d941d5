//! Cutting text by characters, never inside one.

/// The first `limit` characters of `text`.
pub fn clip(text: &str, limit: usize) -> &str {
    text.char_indices().nth(limit).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_between_characters() {
        for (text, limit, cut) in
            [("", 3, ""), ("abc", 3, "abc"), ("abcd", 3, "abc"), ("日本語", 2, "日本"), ("a", 0, "")]
        {
            assert_eq!(clip(text, limit), cut, "{text} {limit}");
        }
    }
}
