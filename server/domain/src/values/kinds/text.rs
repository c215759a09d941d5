//! Text, long text and Markdown, and the rules that all strings share.

use regex::RegexBuilder;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::Problem;
use crate::errors::FieldErrorCode as Code;
use crate::schema::Field;
use crate::text::{counted, fold};

/// Largest string of an input, in bytes.
const MOST_BYTES: usize = 1024 * 1024;
/// Longest folded form, in characters: the column is VARCHAR(510), twice the 255 of the text itself.
pub(crate) const MOST_FOLDED: usize = 510;
/// What a compiled pattern may occupy; a larger one is refused when the schema is read.
const PATTERN_BYTES: usize = 1024 * 1024;

pub(super) fn read(field: &Field, value: &Value) -> Result<Value, Problem> {
    content(field, value).map(Value::from)
}

/// The string of any textual kind, within the limits of its field.
pub(super) fn content<'a>(field: &Field, value: &'a Value) -> Result<&'a str, Problem> {
    let text = value.as_str().ok_or_else(|| Problem::wrong_kind("must be a string"))?;
    if let Some(problem) = forbidden_character(text) {
        return Err(problem);
    }
    if text.len() > MOST_BYTES {
        return Err(Problem::new(Code::TooLong, "must be at most 1 MB"));
    }
    match field.max_length() {
        Some(limit) if longer_than(text, limit) => {
            Err(Problem::new(Code::TooLong, format!("must be at most {}", counted(limit, "character"))))
        }
        Some(limit) if limit <= 255 && fold(text).chars().count() > MOST_FOLDED => {
            Err(Problem::new(Code::TooLong, "is too long when letters are written out for comparison"))
        }
        _ => Ok(text),
    }
}

fn longer_than(text: &str, limit: u32) -> bool {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    text.len() > limit && text.chars().nth(limit).is_some()
}

/// U+0000 is in no string: PostgreSQL cannot store it.
pub(in crate::values) fn forbidden_character(text: &str) -> Option<Problem> {
    text.contains('\0')
        .then(|| Problem::new(Code::ForbiddenCharacter, "must not contain the character U+0000"))
}

pub(super) fn limits(field: &Field, text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(least) = field.options.min_length
        && text.chars().count() < usize::try_from(least).unwrap_or(usize::MAX)
    {
        problems
            .push(Problem::new(Code::TooShort, format!("must be at least {}", counted(least, "character"))));
    }
    if let Some(pattern) = &field.options.pattern {
        // A stored pattern that no longer compiles must not let values pass unseen.
        if !compile(pattern).is_ok_and(|compiled| compiled.is_match(text)) {
            problems.push(Problem::new(Code::Pattern, format!("must match `{pattern}`")));
        }
    }
    problems
}

/// A pattern that must match the whole text.
pub(crate) fn compile(pattern: &str) -> Result<regex::Regex, regex::Error> {
    // Compiled alone first, so that an unbalanced group cannot escape the one around it.
    RegexBuilder::new(pattern).size_limit(PATTERN_BYTES).build()?;
    RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(PATTERN_BYTES).build()
}

pub(in crate::values) fn hash_text(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}
