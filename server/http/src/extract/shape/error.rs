//! What does not fit where: a path, a code and a sentence.

use std::fmt;

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath, PathStep};
use serde::de;

/// Longest name of a client's making that is repeated in an answer.
const LONGEST_NAME: usize = 64;

/// The first value that does not fit.
#[derive(Debug)]
pub(in crate::extract) struct ShapeError {
    /// Innermost step first: it grows while the error goes up.
    steps: Vec<PathStep>,
    code: FieldErrorCode,
    message: String,
}

impl ShapeError {
    pub(super) fn wrong(expected: impl fmt::Display) -> Self {
        Self::new(FieldErrorCode::WrongKind, format!("must be {expected}"))
    }

    fn new(code: FieldErrorCode, message: String) -> Self {
        Self { steps: Vec::new(), code, message }
    }

    fn at(mut self, step: PathStep) -> Self {
        self.steps.push(step);
        self
    }

    pub(super) fn under(self, name: &str) -> Self {
        self.at(PathStep::Field(shown(name)))
    }

    pub(super) fn at_index(self, index: usize) -> Self {
        self.at(PathStep::Index(index))
    }

    pub(in crate::extract) fn into_field_errors(self) -> FieldErrors {
        self.into_field_errors_below(&FieldPath::top())
    }

    /// When the value itself stands at `place`.
    pub(in crate::extract) fn into_field_errors_below(self, place: &FieldPath) -> FieldErrors {
        let Self { steps, code, message } = self;
        let path = place.0.iter().cloned().chain(steps.into_iter().rev()).collect();
        FieldErrors::one(FieldPath(path), code, message)
    }

    /// Of a flat list of parameters: the name, and what is wrong with it.
    pub(in crate::extract) fn into_parameter(self) -> (String, FieldErrorCode, String) {
        let Self { mut steps, code, message } = self;
        steps.reverse();
        (FieldPath(steps).to_text(), code, message)
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
        Self::new(FieldErrorCode::NotAnOption, message)
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

/// Keys come from outside: only a readable piece of one is repeated in an answer.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}
