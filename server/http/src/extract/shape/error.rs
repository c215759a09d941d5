//! What does not fit where: a path, a code and a sentence.

use std::fmt;

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath, PathStep};
use serde::de;

/// Longest name of a client's making that is repeated in an answer.
const LONGEST_NAME: usize = 64;

/// A value that does not fit.
#[derive(Debug)]
pub(in crate::extract) struct ShapeError {
    /// Innermost step first: it grows while the error goes up.
    steps: Vec<PathStep>,
    code: FieldErrorCode,
    message: String,
    /// One of the words that may stand there, when these are few.
    option: Option<&'static str>,
}

impl ShapeError {
    pub(super) fn wrong(expected: impl fmt::Display) -> Self {
        Self::new(FieldErrorCode::WrongKind, format!("must be {expected}"))
    }

    fn new(code: FieldErrorCode, message: String) -> Self {
        Self { steps: Vec::new(), code, message, option: None }
    }

    fn at(mut self, step: PathStep) -> Self {
        self.steps.push(step);
        self
    }

    pub(super) fn under(self, name: &str) -> Self {
        self.at(PathStep::Field(name.to_owned()))
    }

    pub(super) fn at_index(self, index: usize) -> Self {
        self.at(PathStep::Index(index))
    }

    /// When the name of a member is what does not fit.
    pub(super) fn of_name(self, name: &str) -> Self {
        if self.steps.is_empty() { self.under(name) } else { self }
    }

    /// From the outermost on, as the client wrote them.
    pub(super) fn steps(&self) -> impl Iterator<Item = PathStep> {
        self.steps.iter().rev().cloned()
    }

    pub(super) const fn option(&self) -> Option<&'static str> {
        self.option
    }

    /// Whether this is at the place of `other` or below it.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.steps.ends_with(&other.steps)
    }

    /// Adds itself; the whole value stands at `place`.
    pub(in crate::extract) fn add_to(self, errors: &mut FieldErrors, place: &FieldPath) {
        let Self { steps, code, message, option: _ } = self;
        let path = place.0.iter().cloned().chain(steps.into_iter().rev().map(shown)).collect();
        errors.add(FieldPath(path), code, message);
    }

    /// Of a flat list of parameters: the name, and what is wrong with it.
    pub(in crate::extract) fn into_parameter(self) -> (String, FieldErrorCode, String) {
        let Self { steps, code, message, option: _ } = self;
        let path = steps.into_iter().rev().map(shown).collect();
        (FieldPath(path).to_text(), code, message)
    }
}

impl std::error::Error for ShapeError {}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl de::Error for ShapeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(FieldErrorCode::WrongKind, message.to_string())
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::wrong(expected)
    }

    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::wrong(expected)
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        let message = format!("must be one of {}", listed(expected.iter().copied()));
        Self { option: expected.first().copied(), ..Self::new(FieldErrorCode::NotAnOption, message) }
    }

    fn unknown_field(name: &str, expected: &'static [&'static str]) -> Self {
        let message = format!("is not known here: {}", known(expected.iter().copied()));
        Self::new(FieldErrorCode::UnknownField, message).under(name)
    }

    fn missing_field(name: &'static str) -> Self {
        Self::new(FieldErrorCode::Required, "must be given".to_owned()).under(name)
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::new(FieldErrorCode::Duplicate, "stands there twice".to_owned()).under(name)
    }
}

/// `there are a and b`, or that there is nothing.
pub(crate) fn known<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let text = listed(names);
    if text.is_empty() { "there is none".to_owned() } else { format!("there are {text}") }
}

/// `a`, `b` and `c`, each in backticks.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    let last = quoted.pop();
    match (quoted.is_empty(), last) {
        (_, None) => String::new(),
        (true, Some(only)) => only,
        (false, Some(last)) => format!("{} and {last}", quoted.join(", ")),
    }
}

/// Names come from outside: only a readable piece of one is repeated in an answer.
fn shown(step: PathStep) -> PathStep {
    match step {
        PathStep::Field(name) => {
            PathStep::Field(name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect())
        }
        PathStep::Index(index) => PathStep::Index(index),
    }
}
