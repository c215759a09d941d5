//! Colour for code: words, strings and comments in classes that a theme styles.
//!
//! One walk over the code by tables of a language, without regular expressions: the time is linear in the code,
//! whatever it says, and a language that nobody reads about costs no memory. It knows how tokens look and nothing of
//! grammar; what it does not know stays plain.

mod languages;
mod lines;
mod markup;
mod scan;
mod written;

use languages::{Kind, language};

/// The code as HTML with its tokens in spans; none for a language that is not known.
pub(super) fn highlighted(name: &str, code: &str) -> Option<String> {
    Some(match language(name)? {
        Kind::Code(grammar) => scan::code(grammar, code),
        Kind::Markup => markup::code(code),
        Kind::Data(data) => lines::data(data, code),
        Kind::Diff => lines::diff(code),
    })
}

/// Every class that can come out.
pub(super) const CLASSES: &[&str] = &[
    "hl-attribute",
    "hl-comment",
    "hl-constant",
    "hl-deleted",
    "hl-function",
    "hl-inserted",
    "hl-keyword",
    "hl-meta",
    "hl-number",
    "hl-string",
    "hl-tag",
    "hl-type",
    "hl-variable",
];

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Plain,
    Attribute,
    Comment,
    Constant,
    Deleted,
    Function,
    Inserted,
    Keyword,
    Meta,
    Number,
    String,
    Tag,
    Type,
    Variable,
}

impl Token {
    const fn class(self) -> Option<&'static str> {
        Some(match self {
            Self::Plain => return None,
            Self::Attribute => "hl-attribute",
            Self::Comment => "hl-comment",
            Self::Constant => "hl-constant",
            Self::Deleted => "hl-deleted",
            Self::Function => "hl-function",
            Self::Inserted => "hl-inserted",
            Self::Keyword => "hl-keyword",
            Self::Meta => "hl-meta",
            Self::Number => "hl-number",
            Self::String => "hl-string",
            Self::Tag => "hl-tag",
            Self::Type => "hl-type",
            Self::Variable => "hl-variable",
        })
    }
}

#[cfg(test)]
mod tests;
