//! The path of a value inside an entry, and its three spellings.

use std::fmt::Write as _;

use serde_json::Value;

/// One step of a [`FieldPath`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PathStep {
    Field(String),
    /// Position in a list, from 0.
    Index(usize),
}

/// Where in an entry a value is: `body`, fourth block, `image`, `alt`.
///
/// Presenters choose the spelling: [`FieldPath::to_json`] for the content API, [`FieldPath::to_pointer`] for the
/// admin API, [`FieldPath::to_text`] for the command line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct FieldPath(pub Vec<PathStep>);

impl FieldPath {
    pub const fn top() -> Self {
        Self(Vec::new())
    }

    pub fn of(field: &str) -> Self {
        Self(vec![PathStep::Field(field.to_owned())])
    }

    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        self.with(PathStep::Field(name.to_owned()))
    }

    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.with(PathStep::Index(index))
    }

    fn with(&self, step: PathStep) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// `["body",3,"image","alt"]`
    pub fn to_json(&self) -> Value {
        let step = |step: &PathStep| match step {
            PathStep::Field(name) => Value::from(name.as_str()),
            PathStep::Index(index) => Value::from(*index),
        };
        Value::Array(self.0.iter().map(step).collect())
    }

    /// `/body/3/image/alt` (RFC 6901)
    pub fn to_pointer(&self) -> String {
        let mut text = String::new();
        for step in &self.0 {
            match step {
                PathStep::Field(name) => {
                    text.push('/');
                    text.push_str(&name.replace('~', "~0").replace('/', "~1"));
                }
                PathStep::Index(index) => {
                    let _infallible = write!(text, "/{index}");
                }
            }
        }
        text
    }

    /// `body[3].image.alt`
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for step in &self.0 {
            match step {
                PathStep::Field(name) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(name);
                }
                PathStep::Index(index) => {
                    let _infallible = write!(text, "[{index}]");
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_path_has_three_spellings() {
        let path = FieldPath::of("body").index(3).field("im/age").field("alt");
        assert_eq!(path.to_json(), serde_json::json!(["body", 3, "im/age", "alt"]));
        assert_eq!(path.to_pointer(), "/body/3/im~1age/alt");
        assert_eq!(path.to_text(), "body[3].im/age.alt");
    }
}
