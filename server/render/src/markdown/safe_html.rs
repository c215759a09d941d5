//! The type that says "this HTML went through the sanitiser".

use std::fmt;

use serde::{Serialize, Serializer};

/// HTML that may stand in a page unescaped.
///
/// Only the sanitiser makes one, so a template that shows a value unescaped shows this type and nothing else.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct SafeHtml(String);

impl SafeHtml {
    pub(super) fn sanitised(html: String) -> Self {
        Self(html)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for SafeHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Serialize for SafeHtml {
    /// A plain string for everybody but the template engine, whose own value carries the mark that it is safe.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}
