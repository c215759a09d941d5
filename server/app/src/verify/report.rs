//! What was checked and what was found.

use serde::Serialize;

/// Most problems of one check that are listed; the rest is counted.
const LISTED: usize = 100;

/// The answer of `galley verify`; serialised, the document of `--json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    pub ok: bool,
    pub checks: Vec<Check>,
}

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    pub name: &'static str,
    pub examined: u64,
    pub found: u64,
    /// At most 100 of them.
    pub problems: Vec<String>,
}

impl Default for VerifyReport {
    fn default() -> Self {
        Self { ok: true, checks: Vec::new() }
    }
}

impl VerifyReport {
    pub(super) fn add(&mut self, check: Check) {
        self.ok &= check.found == 0;
        self.checks.push(check);
    }
}

impl Check {
    pub(super) const fn new(name: &'static str) -> Self {
        Self { name, examined: 0, found: 0, problems: Vec::new() }
    }

    pub(super) fn problem(&mut self, problem: impl Into<String>) {
        self.found += 1;
        if self.problems.len() < LISTED {
            self.problems.push(problem.into());
        }
    }
}
