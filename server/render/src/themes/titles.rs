//! Titles of pages that nobody wrote.

use super::{Theme, Words};
use crate::own_texts::{OwnTexts, in_language, known};

/// A page that has no title of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untitled {
    NotFound,
    Failed,
}

impl Untitled {
    /// The name of the text in `locales` of a theme.
    const fn key(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Failed => "failed",
        }
    }

    const fn own(self, texts: &OwnTexts) -> &'static str {
        match self {
            Self::NotFound => texts.not_found,
            Self::Failed => texts.failed,
        }
    }
}

impl Theme {
    /// What such a page is called in a language: in the words of the theme, else in our own, else in the theme's own
    /// language, else in English.
    pub fn title_of(&self, page: Untitled, language: &str) -> String {
        title(self.words(), page, language)
    }
}

fn title(words: &Words, page: Untitled, language: &str) -> String {
    let of_theme = words.exactly(language, page.key());
    let of_ours = || known(language).map(|texts| page.own(texts));
    let of_any = || words.text(language, page.key(), None).ok();
    of_theme.or_else(of_ours).or_else(of_any).unwrap_or_else(|| page.own(in_language(language))).to_owned()
}
