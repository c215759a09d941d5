//! Themes on the wire.

use galley_app::pages::OfferedTheme;
use galley_domain::theme_settings::{Choice, Condition, Kind, ThemeSetting};
use serde::Serialize;
use serde_json::{Number, Value};
use utoipa::ToSchema;

/// The themes that the site can wear.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ThemesOut {
    pub(super) items: Vec<ThemeOut>,
}

/// A theme.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ThemeOut {
    name: String,
    /// Null when its manifest cannot be read.
    version: Option<String>,
    licence: Option<String>,
    /// Why the manifest cannot be read.
    mistake: Option<String>,
    /// What may be decided about it, in the order of a form.
    settings: Vec<ThemeSettingOut>,
}

/// A setting of a theme, or the heading of several.
#[derive(Debug, Serialize, ToSchema)]
struct ThemeSettingOut {
    name: String,
    label: String,
    help: String,
    /// The name of the heading that it stands below.
    group: Option<String>,
    visible_if: Option<VisibleIfOut>,
    #[serde(flatten)]
    kind: KindOut,
}

/// Forms show a setting only when another one has this value.
#[derive(Debug, Serialize, ToSchema)]
struct VisibleIfOut {
    setting: String,
    #[schema(value_type = Object)]
    is: Value,
}

/// What a setting holds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum KindOut {
    Group,
    Text {
        default: String,
        max_length: usize,
    },
    Number {
        #[schema(value_type = Option<f64>)]
        default: Option<Number>,
        #[schema(value_type = Option<f64>)]
        min: Option<Number>,
        #[schema(value_type = Option<f64>)]
        max: Option<Number>,
        unit: String,
    },
    Boolean {
        default: bool,
    },
    Select {
        default: String,
        options: Vec<OptionOut>,
    },
    /// `#rrggbb`
    Colour {
        default: Option<String>,
    },
    /// The id of a picture of the library.
    Image,
    /// The id of an entry of the type.
    Reference {
        #[serde(rename = "type")]
        content_type: String,
    },
}

/// A choice.
#[derive(Debug, Serialize, ToSchema)]
struct OptionOut {
    value: String,
    label: String,
}

impl From<OfferedTheme> for ThemeOut {
    fn from(OfferedTheme { name, manifest }: OfferedTheme) -> Self {
        match manifest {
            Ok(manifest) => Self {
                name,
                version: Some(manifest.version),
                licence: Some(manifest.licence),
                mistake: None,
                settings: manifest.settings.0.into_iter().map(Into::into).collect(),
            },
            Err(mistake) => Self {
                name,
                version: None,
                licence: None,
                mistake: Some(mistake.to_string()),
                settings: Vec::new(),
            },
        }
    }
}

impl From<ThemeSetting> for ThemeSettingOut {
    fn from(setting: ThemeSetting) -> Self {
        let ThemeSetting { name, label, help, group, visible_if, in_css: _, kind } = setting;
        let visible_if = visible_if.map(|Condition { setting, is }| VisibleIfOut { setting, is });
        Self { name, label, help, group, visible_if, kind: kind.into() }
    }
}

impl From<Kind> for KindOut {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Group => Self::Group,
            Kind::Text { default, longest } => Self::Text { default, max_length: longest },
            Kind::Number { default, least, most, unit } => {
                Self::Number { default, min: least, max: most, unit }
            }
            Kind::Boolean { default } => Self::Boolean { default },
            Kind::Select { default, options } => {
                let option = |Choice { value, label }| OptionOut { value, label };
                Self::Select { default, options: options.into_iter().map(option).collect() }
            }
            Kind::Colour { default } => Self::Colour { default },
            Kind::Image => Self::Image,
            Kind::Reference { content_type } => Self::Reference { content_type: content_type.to_string() },
        }
    }
}
