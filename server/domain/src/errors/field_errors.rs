//! A list of field errors: each with a path, a stable code and a sentence.

use std::fmt;

use super::FieldPath;

/// Why a value was refused. The text form is stable: clients switch on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldErrorCode {
    Required,
    WrongKind,
    UnknownField,
    UnknownComponent,
    TooShort,
    TooLong,
    TooSmall,
    TooLarge,
    TooFew,
    TooMany,
    Pattern,
    NotAnOption,
    NotUnique,
    NotASlug,
    NotAnEmail,
    NotAUrl,
    NotADate,
    Precision,
    ForbiddenCharacter,
    /// A password that is found by guessing.
    Guessable,
    WrongPassword,
    UnknownTarget,
    WrongTarget,
    Duplicate,
    ComponentId,
    RouteTaken,
    ReservedPath,
    NotPublished,
    Cycle,
    ReadOnly,
    InvalidSchema,
}

impl FieldErrorCode {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::WrongKind => "wrong_kind",
            Self::UnknownField => "unknown_field",
            Self::UnknownComponent => "unknown_component",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::TooSmall => "too_small",
            Self::TooLarge => "too_large",
            Self::TooFew => "too_few",
            Self::TooMany => "too_many",
            Self::Pattern => "pattern",
            Self::NotAnOption => "not_an_option",
            Self::NotUnique => "not_unique",
            Self::NotASlug => "not_a_slug",
            Self::NotAnEmail => "not_an_email",
            Self::NotAUrl => "not_a_url",
            Self::NotADate => "not_a_date",
            Self::Precision => "precision",
            Self::ForbiddenCharacter => "forbidden_character",
            Self::Guessable => "guessable",
            Self::WrongPassword => "wrong_password",
            Self::UnknownTarget => "unknown_target",
            Self::WrongTarget => "wrong_target",
            Self::Duplicate => "duplicate",
            Self::ComponentId => "component_id",
            Self::RouteTaken => "route_taken",
            Self::ReservedPath => "reserved_path",
            Self::NotPublished => "not_published",
            Self::Cycle => "cycle",
            Self::ReadOnly => "read_only",
            Self::InvalidSchema => "invalid_schema",
        }
    }
}

/// One refused value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub path: FieldPath,
    pub code: FieldErrorCode,
    /// A sentence without the path: `must be at most 70 characters`.
    pub message: String,
}

/// All that is wrong with one input; at most [`FieldErrors::LIMIT`] are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, thiserror::Error)]
pub struct FieldErrors {
    errors: Vec<FieldError>,
}

impl FieldErrors {
    pub const LIMIT: usize = 100;

    pub fn one(path: FieldPath, code: FieldErrorCode, message: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(path, code, message);
        errors
    }

    pub fn add(&mut self, path: FieldPath, code: FieldErrorCode, message: impl Into<String>) {
        if self.errors.len() < Self::LIMIT {
            self.errors.push(FieldError { path, code, message: message.into() });
        }
    }

    pub fn extend(&mut self, other: Self) {
        let room = Self::LIMIT - self.errors.len();
        self.errors.extend(other.errors.into_iter().take(room));
    }

    /// All but those of one code.
    #[must_use]
    pub fn without(mut self, code: FieldErrorCode) -> Self {
        self.errors.retain(|error| error.code != code);
        self
    }

    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.errors.iter()
    }

    /// `value` when nothing is wrong, else the list.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{} {}", error.path.to_text(), error.message)?;
        }
        Ok(())
    }
}
