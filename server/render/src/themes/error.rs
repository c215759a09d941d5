//! What is wrong with a theme, in the words of its author: file, line, message, hint.

use std::fmt;

use tera::ErrorKind;

use super::suggestion::for_unknown;

/// One mistake in a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError {
    /// The path in the theme's folder.
    pub file: String,
    /// From 1; absent when the mistake has no place in the file.
    pub line: Option<usize>,
    pub message: String,
    pub hint: Option<String>,
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, " (hint: {hint})")?;
        }
        Ok(())
    }
}

impl std::error::Error for ThemeError {}

impl ThemeError {
    pub(super) fn in_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, message: message.into(), hint: None }
    }

    pub(super) fn at(file: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::in_file(file, message) }
    }

    pub(super) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Says where the template engine found the mistake. `template` is where it was looking, `templates` are all
    /// names, for the hint.
    pub(super) fn from_engine(error: &tera::Error, template: &str, templates: &[&str]) -> Self {
        let (file, line, message) = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                (report.filename().to_owned(), Some(report.span().start_line), report.message().to_owned())
            }
            ErrorKind::Msg(text) => from_report(text, template),
            ErrorKind::CircularExtend { tpl, .. } => (tpl.clone(), None, "extends itself".to_owned()),
            ErrorKind::CircularInclude { tpl, .. } => (tpl.clone(), None, "includes itself".to_owned()),
            ErrorKind::MissingParent { current, parent } => {
                (current.clone(), None, format!("Unknown template `{parent}`"))
            }
            other => (template.to_owned(), None, other.to_string()),
        };
        let (message, hint) = for_unknown(&message, templates);
        Self { file: format!("templates/{file}"), line, message, hint }
    }
}

/// Reads the place out of a report. Unknown names are found when all templates are known, and the engine then gives
/// one text for all of them; its first report is `error: message`, then `--> file:line:column`.
fn from_report(text: &str, template: &str) -> (String, Option<usize>, String) {
    let mut lines = text.lines();
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let place = lines.next().and_then(|line| line.trim_start().strip_prefix("--> "));
    let mut parts = place.unwrap_or_default().rsplitn(3, ':');
    let line = parts.nth(1).and_then(|number| number.parse().ok());
    let file = parts.next().unwrap_or(template).to_owned();
    (file, line, message)
}
