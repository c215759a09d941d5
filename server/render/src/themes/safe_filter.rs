//! Refuses the engine's own `safe` filter: only the renderer decides which HTML is safe.

use super::ThemeError;

const TAGS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];

/// Finds `| safe` and `{% filter safe %}` in a template.
pub(super) fn refuse(file: &str, source: &str) -> Result<(), ThemeError> {
    let mut rest = source;
    while let Some((at, ending)) = next_tag(rest) {
        let (_, tag) = rest.split_at(at);
        let length = tag.find(ending).unwrap_or(tag.len());
        let (tag, after) = tag.split_at(length);
        if !tag.starts_with("{#") && names_safe(tag) {
            let read = source.len() - after.len();
            let line = source.bytes().take(read).filter(|byte| *byte == b'\n').count() + 1;
            return Err(ThemeError::at(
                format!("templates/{file}"),
                line,
                "the filter `safe` is not allowed",
            )
            .with_hint(
                "HTML from content is already safe when it comes from Markdown; other text is escaped",
            ));
        }
        rest = after;
    }
    Ok(())
}

fn next_tag(source: &str) -> Option<(usize, &'static str)> {
    TAGS.iter().filter_map(|(opening, ending)| Some((source.find(opening)?, *ending))).min()
}

fn names_safe(tag: &str) -> bool {
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    tag.match_indices("safe").any(|(at, name)| {
        let (before, after) = tag.split_at(at);
        let whole = !after.trim_start_matches(name).starts_with(word);
        let called = before.trim_end();
        whole && (called.ends_with('|') || (called.ends_with("filter") && called.len() < before.len()))
    })
}
