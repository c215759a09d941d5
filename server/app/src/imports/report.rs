//! What an import did with each file: as values, as a table for people and as JSON for programs.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use galley_domain::errors::FieldErrors;
use galley_domain::ids::DocumentId;
use galley_domain::text::counted;
use serde::Serialize;

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A new entry was made.
    Imported,
    /// The file had changed since the last import, and its entry followed.
    Updated,
    /// Neither the file nor its entry needed anything.
    Unchanged,
    /// Left alone on purpose; the reason says why.
    Skipped,
    /// Could not be imported; the problems say why.
    Failed,
}

impl Outcome {
    const ALL: [Self; 5] = [Self::Imported, Self::Updated, Self::Unchanged, Self::Skipped, Self::Failed];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

/// Why a file failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The line of the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The field of the entry, as `seo.title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The stable code of a field error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    pub message: String,
}

impl Problem {
    pub fn at_line(line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), field: None, code: None, message: message.into() }
    }

    pub fn of_file(message: impl Into<String>) -> Self {
        Self { line: None, field: None, code: None, message: message.into() }
    }

    pub fn of_fields(errors: &FieldErrors) -> Vec<Self> {
        let problem = |error: &galley_domain::errors::FieldError| Self {
            line: None,
            field: Some(error.path.to_text()),
            code: Some(error.code.as_str()),
            message: error.message.clone(),
        };
        errors.iter().map(problem).collect()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(field) = &self.field {
            write!(f, "`{field}` ")?;
        }
        f.write_str(&self.message)
    }
}

/// The answer for one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// Relative to the imported folder, with `/`.
    pub file: String,
    pub outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// The public path of the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Why it was skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// What a person should know although the import went well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl FileReport {
    pub fn new(file: impl Into<String>, outcome: Outcome) -> Self {
        Self {
            file: file.into(),
            outcome,
            document: None,
            path: None,
            reason: None,
            problems: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub fn skipped(file: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { reason: Some(reason.into()), ..Self::new(file, Outcome::Skipped) }
    }

    pub fn failed(file: impl Into<String>, problems: Vec<Problem>) -> Self {
        Self { problems, ..Self::new(file, Outcome::Failed) }
    }
}

/// The answer for a whole import. Displayed, it is the summary for people; serialised, the document of `--json`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ImportReport {
    /// The name under which the import remembers what it made.
    pub source: String,
    pub counts: BTreeMap<&'static str, usize>,
    /// Entries made on the way, such as authors and tags, by content type.
    pub made: BTreeMap<String, usize>,
    /// Keys of front matter that have no field here, and in how many files they stood.
    pub unmapped: BTreeMap<String, usize>,
    /// In the order of their paths.
    pub files: Vec<FileReport>,
}

impl ImportReport {
    pub fn new(source: impl Into<String>) -> Self {
        let counts = Outcome::ALL.into_iter().map(|outcome| (outcome.as_str(), 0)).collect();
        Self { source: source.into(), counts, ..Self::default() }
    }

    pub fn add(&mut self, file: FileReport) {
        *self.counts.entry(file.outcome.as_str()).or_default() += 1;
        self.files.push(file);
    }

    pub fn count(&self, outcome: Outcome) -> usize {
        self.counts.get(outcome.as_str()).copied().unwrap_or(0)
    }

    /// Whether every file could be taken.
    pub fn went_well(&self) -> bool {
        self.count(Outcome::Failed) == 0
    }

    fn of_interest(&self) -> impl Iterator<Item = &FileReport> {
        self.files.iter().filter(|file| {
            matches!(file.outcome, Outcome::Skipped | Outcome::Failed) || !file.notes.is_empty()
        })
    }
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in self.of_interest() {
            writeln!(f, "{:<9}  {}", file.outcome.as_str(), file.file)?;
            let reason = file.reason.iter().cloned();
            for line in reason.chain(file.problems.iter().map(ToString::to_string)).chain(file.notes.clone())
            {
                writeln!(f, "           {line}")?;
            }
        }
        for (key, files) in &self.unmapped {
            writeln!(f, "no field   `{key}` in {}", counted(*files, "file"))?;
        }
        for (content_type, entries) in &self.made {
            writeln!(f, "made       {content_type}: {}", counted(*entries, "entry"))?;
        }
        let mut line = counted(self.files.len(), "file");
        for outcome in Outcome::ALL {
            let separator = if outcome == Outcome::Imported { ':' } else { ',' };
            write!(line, "{separator} {} {}", self.count(outcome), outcome.as_str())?;
        }
        writeln!(f, "{line}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_what_a_person_must_look_at() {
        let mut report = ImportReport::new("markdown:blog");
        report.add(FileReport::new("a.md", Outcome::Imported));
        report.add(FileReport::skipped("_index.md", "a section page"));
        report.add(FileReport::failed("b.md", vec![Problem::at_line(3, "expected a value")]));
        report.unmapped.insert("weight".to_owned(), 1);
        report.made.insert("tag".to_owned(), 2);
        let expected = "\
skipped    _index.md
           a section page
failed     b.md
           line 3: expected a value
no field   `weight` in 1 file
made       tag: 2 entries
3 files: 1 imported, 0 updated, 0 unchanged, 1 skipped, 1 failed
";
        assert_eq!(report.to_string(), expected);
        assert!(!report.went_well());
    }
}
