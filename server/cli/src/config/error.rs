//! What is wrong with the configuration: the key, where it was set, and what was expected.

use figment::error::Kind;

/// One sentence that names the key and its source; values are left out, because they may be secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    #[error("unknown key `{key}` in {source_name}; hint: the keys are {known}")]
    UnknownKey { key: String, source_name: String, known: String },
    #[error("wrong value of `{key}` in {source_name}: {problem}")]
    WrongValue { key: String, source_name: String, problem: String },
    #[error("`{file}` cannot be read: {problem}")]
    File { file: String, problem: String },
}

impl ConfigError {
    pub(super) fn wrong(key: &str, source_name: &str, problem: &str) -> Self {
        Self::WrongValue {
            key: key.to_owned(),
            source_name: source_name.to_owned(),
            problem: problem.to_owned(),
        }
    }
}

impl From<figment::Error> for ConfigError {
    fn from(error: figment::Error) -> Self {
        let source_name = error.metadata.as_ref().map_or_else(
            || "the defaults".to_owned(),
            |metadata| match &metadata.source {
                Some(source) => source.to_string(),
                None => metadata.name.to_string(),
            },
        );
        let key = error.path.join(".");
        match error.kind {
            Kind::UnknownField(name, known) => Self::UnknownKey {
                key: if key.is_empty() { name } else { key },
                source_name,
                known: known.join(", "),
            },
            // These two carry the value itself.
            Kind::InvalidType(_, expected) | Kind::InvalidValue(_, expected) => {
                Self::WrongValue { key, source_name, problem: format!("expected {expected}") }
            }
            Kind::UnknownVariant(_, known) => Self::WrongValue {
                key,
                source_name,
                problem: format!("expected one of {}", known.join(", ")),
            },
            other @ (Kind::Message(_)
            | Kind::InvalidLength(..)
            | Kind::MissingField(_)
            | Kind::DuplicateField(_)
            | Kind::ISizeOutOfRange(_)
            | Kind::USizeOutOfRange(_)
            | Kind::Unsupported(_)
            | Kind::UnsupportedKey(..)) => Self::WrongValue { key, source_name, problem: other.to_string() },
        }
    }
}
