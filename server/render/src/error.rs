//! What callers of this crate distinguish when rendering fails.

use crate::themes::{DataError, ThemeError};

/// Why nothing was rendered.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("the Markdown source has {found} bytes, at most {limit} are rendered")]
    SourceTooLarge { limit: usize, found: usize },
    /// A template is wrong: an unknown field, a bad argument. The theme's author can mend it.
    #[error("the theme failed")]
    Theme(#[from] ThemeError),
    /// The page took longer than the caller allowed.
    #[error("the deadline of the page passed")]
    DeadlinePassed,
    /// The template itself took most of that time, not what it asked for.
    #[error("the theme is too slow")]
    ThemeTooSlow,
    #[error("the page is longer than {limit} bytes")]
    OutputTooLarge { limit: usize },
    #[error("the page asks for more than {limit} {what}")]
    OverBudget { what: &'static str, limit: usize },
    #[error("the document could not be written")]
    NotWritten(#[source] std::io::Error),
    /// The caller's own data source failed; the theme is not to blame.
    #[error("the data of the page could not be read")]
    Data(#[source] DataError),
}
