//! What an import of redirects did with each line.

use std::fmt;

use serde::Serialize;

/// What became of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineOutcome {
    Created,
    /// There was another redirect at its path.
    Changed,
    Unchanged,
    Refused,
}

/// The answer for one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineReport {
    /// Of the file, from 1.
    pub line: usize,
    pub from: String,
    pub outcome: LineOutcome,
    /// Where it leads now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Why it was refused, or where it leads instead of where the line says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The answer for a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RedirectsReport {
    pub created: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub refused: usize,
    pub lines: Vec<LineReport>,
}

impl RedirectsReport {
    pub(super) fn of(mut lines: Vec<LineReport>) -> Self {
        lines.sort_by_key(|line| line.line);
        let count = |outcome| lines.iter().filter(|line| line.outcome == outcome).count();
        Self {
            created: count(LineOutcome::Created),
            changed: count(LineOutcome::Changed),
            unchanged: count(LineOutcome::Unchanged),
            refused: count(LineOutcome::Refused),
            lines,
        }
    }

    /// Whether every line is in force.
    pub const fn went_well(&self) -> bool {
        self.refused == 0
    }
}

impl fmt::Display for RedirectsReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for LineReport { line, from, note, outcome, .. } in &self.lines {
            if let Some(note) = note {
                let refused = if *outcome == LineOutcome::Refused { "refused: " } else { "" };
                writeln!(f, "line {line}: {from}: {refused}{note}")?;
            }
        }
        let Self { created, changed, unchanged, refused, lines: _ } = self;
        write!(f, "{created} created, {changed} changed, {unchanged} unchanged, {refused} refused")
    }
}
