//! Refuses the engine's own `safe` filter: only the renderer decides which HTML is safe.

use super::ThemeError;
use super::pieces::{Piece, Token, pieces, tokens};

/// Finds `| safe` and `{% filter safe %}` in a template.
pub(super) fn refuse(file: &str, source: &str) -> Result<(), ThemeError> {
    let mut line = 1;
    for piece in pieces(source) {
        let text = match piece {
            Piece::Print(tag) | Piece::Tag(tag) => {
                if let Some(at) = place_of_safe(tag) {
                    return Err(mistake(file, line + lines_before(tag, at)));
                }
                tag
            }
            Piece::Text(text) | Piece::Raw(text) | Piece::Comment(text) => text,
        };
        line += text.matches('\n').count();
    }
    Ok(())
}

fn mistake(file: &str, line: usize) -> ThemeError {
    let hint = "HTML from content is already safe when it comes from Markdown; other text is escaped";
    ThemeError::at(format!("templates/{file}"), line, "the filter `safe` is not allowed").with_hint(hint)
}

/// Where the name stands in the tag.
fn place_of_safe(tag: &str) -> Option<usize> {
    let found = tokens(tag);
    let named = found
        .windows(2)
        .any(|pair| matches!(pair, [Token::Symbol('|') | Token::Word("filter"), Token::Word("safe")]));
    named.then(|| tag.find("safe").unwrap_or(0))
}

fn lines_before(tag: &str, at: usize) -> usize {
    tag.bytes().take(at).filter(|byte| *byte == b'\n').count()
}
