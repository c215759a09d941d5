//! One setting of a theme, and all of them.

use serde_json::{Number, Value};

use super::SettingValue;
use crate::schema::TypeName;

/// Something that people may decide about a theme, or the heading of several such things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeSetting {
    /// Lower-case letters, digits and underscores.
    pub name: String,
    /// What forms call it.
    pub label: String,
    /// What forms say below it; may be empty.
    pub help: String,
    /// The name of the group that it stands in.
    pub group: Option<String>,
    /// Forms show it only when this holds. Its value counts either way.
    pub visible_if: Option<Condition>,
    /// Whether style sheets get it as `--setting-{name}`; for colours and numbers.
    pub in_css: bool,
    pub kind: Kind,
}

/// What a setting holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Nothing; a heading for others.
    Group,
    Text {
        default: String,
        /// In characters.
        longest: usize,
    },
    Number {
        default: Option<Number>,
        least: Option<Number>,
        most: Option<Number>,
        /// What style sheets write behind it, such as `rem`.
        unit: String,
    },
    Boolean {
        default: bool,
    },
    Select {
        default: String,
        options: Vec<Choice>,
    },
    /// `#rrggbb`.
    Colour {
        default: Option<String>,
    },
    /// A picture of the library.
    Image,
    /// An entry of a type.
    Reference {
        content_type: TypeName,
    },
}

/// One choice of a select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// Another setting has a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    pub setting: String,
    pub is: Value,
}

/// The settings of one theme, in the order of its manifest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeSettings(pub Vec<ThemeSetting>);

impl ThemeSettings {
    pub fn get(&self, name: &str) -> Option<&ThemeSetting> {
        self.0.iter().find(|setting| setting.name == name)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl ThemeSetting {
    /// What it is while nobody decided; none for a picture, an entry, and what has no default.
    pub fn default_value(&self) -> Option<SettingValue> {
        match &self.kind {
            Kind::Group | Kind::Image | Kind::Reference { .. } => None,
            Kind::Text { default, .. } | Kind::Select { default, .. } => {
                Some(SettingValue::Text(default.clone()))
            }
            Kind::Number { default, .. } => default.clone().map(SettingValue::Number),
            Kind::Boolean { default } => Some(SettingValue::Boolean(*default)),
            Kind::Colour { default } => default.clone().map(SettingValue::Text),
        }
    }
}
