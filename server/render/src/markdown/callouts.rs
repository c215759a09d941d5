//! Callouts: notes and warnings beside the text, from `> [!NOTE]` and from `:::note`.

use pulldown_cmark::BlockQuoteKind;

use super::Wording;
use super::escape::escaped;

/// The five kinds of GitHub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Callout {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Callout {
    pub(super) const fn of_quote(kind: BlockQuoteKind) -> Self {
        match kind {
            BlockQuoteKind::Note => Self::Note,
            BlockQuoteKind::Tip => Self::Tip,
            BlockQuoteKind::Important => Self::Important,
            BlockQuoteKind::Warning => Self::Warning,
            BlockQuoteKind::Caution => Self::Caution,
        }
    }

    /// The kind of a directive, under the names that other tools give it as well.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "note" | "info" | "seealso" => Self::Note,
            "tip" | "hint" | "success" => Self::Tip,
            "important" => Self::Important,
            "warning" | "attention" => Self::Warning,
            "caution" | "danger" | "error" => Self::Caution,
            _ => return None,
        })
    }

    /// The beginning of its HTML; `</div>` ends it. Its name stands in for a title, so that colour is never all.
    pub(super) fn opening(self, title: &str, wording: Wording) -> String {
        let (class, name) = match self {
            Self::Note => ("note", wording.note()),
            Self::Tip => ("tip", wording.tip()),
            Self::Important => ("important", wording.important()),
            Self::Warning => ("warning", wording.warning()),
            Self::Caution => ("caution", wording.caution()),
        };
        let title = if title.is_empty() { name } else { title };
        format!(
            "<div class=\"callout callout-{class}\" role=\"note\">\n<p class=\"callout-title\">{}</p>\n",
            escaped(title)
        )
    }
}
