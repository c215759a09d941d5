//! A value of a setting as it is stored: its kind is known without the theme.

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};

use crate::ids::DocumentId;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingValue {
    /// Also the value of a select and of a colour.
    Text(String),
    Number(Number),
    Boolean(bool),
    Image(DocumentId),
    Reference(DocumentId),
}

impl SettingValue {
    /// As clients write and read it.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Number(number) => json!(number),
            Self::Boolean(flag) => json!(flag),
            Self::Image(document) | Self::Reference(document) => json!(document),
        }
    }
}
