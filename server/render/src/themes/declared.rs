//! `[settings.*]` of `theme.toml`: what a theme lets people decide.

use std::collections::BTreeMap;

use galley_domain::schema::TypeName;
use galley_domain::theme_settings::{Choice, Condition, Kind, ThemeSetting, ThemeSettings};
use serde::Deserialize;
use serde_json::{Number, Value};

const MOST: usize = 100;
const MOST_CHOICES: usize = 50;
const USUAL_LENGTH: usize = 500;
const LONGEST: usize = 1_000;

/// A setting as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Declared {
    kind: KindName,
    label: String,
    #[serde(default)]
    help: String,
    group: Option<String>,
    visible_if: Option<DeclaredCondition>,
    css: Option<bool>,
    default: Option<Value>,
    max_length: Option<usize>,
    min: Option<Number>,
    max: Option<Number>,
    unit: Option<String>,
    options: Option<Vec<DeclaredChoice>>,
    #[serde(rename = "type")]
    content_type: Option<TypeName>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KindName {
    Group,
    Text,
    Number,
    Boolean,
    Select,
    Colour,
    Image,
    Reference,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredCondition {
    setting: String,
    is: Value,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredChoice {
    value: String,
    label: String,
}

/// A mistake in one of the settings.
pub(super) struct Wrong {
    pub(super) setting: String,
    pub(super) message: String,
}

/// The settings in the order that `place` gives for their names.
pub(super) fn settings(
    declared: &BTreeMap<String, Declared>,
    place: impl Fn(&str) -> usize,
) -> Result<ThemeSettings, Wrong> {
    let mut settings = Vec::with_capacity(declared.len());
    for (name, one) in declared {
        let wrong = |message| Wrong { setting: name.clone(), message };
        if declared.len() > MOST {
            return Err(wrong(format!("a theme has at most {MOST} settings")));
        }
        settings.push(one.setting(name).map_err(wrong)?);
    }
    settings.sort_by_key(|setting| place(&setting.name));
    let settings = ThemeSettings(settings);
    for setting in &settings.0 {
        let wrong = |message| Wrong { setting: setting.name.clone(), message };
        check_places(setting, &settings).map_err(wrong)?;
    }
    Ok(settings)
}

impl Declared {
    fn setting(&self, name: &str) -> Result<ThemeSetting, String> {
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !(1..=64).contains(&name.len()) || !name.bytes().all(is_letter) {
            return Err(format!("a setting has lower-case letters, digits and underscores, found `{name}`"));
        }
        if self.label.trim().is_empty() {
            return Err("`label` must not be empty".to_owned());
        }
        self.refuse_meaningless()?;
        let mut setting = ThemeSetting {
            name: name.to_owned(),
            label: self.label.clone(),
            help: self.help.clone(),
            group: self.group.clone(),
            visible_if: self
                .visible_if
                .clone()
                .map(|DeclaredCondition { setting, is }| Condition { setting, is }),
            in_css: self.css.unwrap_or(false),
            kind: self.kind_without_default()?,
        };
        if let Some(default) = &self.default {
            let refused = |(_, message): (_, String)| format!("`default` {message}");
            let value = setting.check(default).map_err(refused)?.to_json();
            set_default(&mut setting.kind, &value);
        }
        Ok(setting)
    }

    /// A key that means nothing for the kind must not be silently without effect.
    fn refuse_meaningless(&self) -> Result<(), String> {
        use KindName::{Boolean, Colour, Group, Image, Number, Reference, Select, Text};
        let keys: [(&str, bool, &[KindName]); 9] = [
            ("group", self.group.is_some(), &[Text, Number, Boolean, Select, Colour, Image, Reference]),
            ("css", self.css.is_some(), &[Number, Colour]),
            ("default", self.default.is_some(), &[Text, Number, Boolean, Select, Colour]),
            ("max_length", self.max_length.is_some(), &[Text]),
            ("min", self.min.is_some(), &[Number]),
            ("max", self.max.is_some(), &[Number]),
            ("unit", self.unit.is_some(), &[Number]),
            ("options", self.options.is_some(), &[Select]),
            ("type", self.content_type.is_some(), &[Reference]),
        ];
        for (key, is_there, kinds) in keys {
            if is_there && !kinds.contains(&self.kind) {
                let kind = if self.kind == Group { "group" } else { "setting of this kind" };
                return Err(format!("`{key}` means nothing for a {kind}"));
            }
        }
        Ok(())
    }

    fn kind_without_default(&self) -> Result<Kind, String> {
        Ok(match self.kind {
            KindName::Group => Kind::Group,
            KindName::Text => {
                let longest = self.max_length.unwrap_or(USUAL_LENGTH);
                if !(1..=LONGEST).contains(&longest) {
                    return Err(format!("`max_length` must be 1 to {LONGEST}, found {longest}"));
                }
                Kind::Text { default: String::new(), longest }
            }
            KindName::Number => Kind::Number {
                default: None,
                least: self.min.clone(),
                most: self.max.clone(),
                unit: self.css_unit()?,
            },
            KindName::Boolean => Kind::Boolean { default: false },
            KindName::Select => {
                let choices = self.options.clone().unwrap_or_default().into_iter();
                let options: Vec<Choice> =
                    choices.map(|DeclaredChoice { value, label }| Choice { value, label }).collect();
                let first = options.first().map(|choice| choice.value.clone());
                let default = first.filter(|_| options.len() <= MOST_CHOICES);
                let default = default.ok_or_else(|| format!("`options` must be 1 to {MOST_CHOICES}"))?;
                Kind::Select { default, options }
            }
            KindName::Colour => Kind::Colour { default: None },
            KindName::Image => Kind::Image,
            KindName::Reference => {
                let content_type = self.content_type.clone();
                let content_type = content_type.ok_or("`type` must name the content type of the entry")?;
                Kind::Reference { content_type }
            }
        })
    }

    fn css_unit(&self) -> Result<String, String> {
        let unit = self.unit.clone().unwrap_or_default();
        let is_unit = unit == "%" || (unit.len() <= 4 && unit.bytes().all(|byte| byte.is_ascii_lowercase()));
        if is_unit { Ok(unit) } else { Err(format!("`unit` is one of CSS such as `rem`, found `{unit}`")) }
    }
}

fn set_default(kind: &mut Kind, value: &Value) {
    match kind {
        Kind::Text { default, .. } | Kind::Select { default, .. } => {
            value.as_str().unwrap_or_default().clone_into(default);
        }
        Kind::Number { default, .. } => *default = value.as_number().cloned(),
        Kind::Boolean { default } => *default = value.as_bool().unwrap_or(false),
        Kind::Colour { default } => *default = value.as_str().map(str::to_owned),
        Kind::Group | Kind::Image | Kind::Reference { .. } => {}
    }
}

/// What a setting says about others is true.
fn check_places(setting: &ThemeSetting, all: &ThemeSettings) -> Result<(), String> {
    if let Some(group) = &setting.group
        && !all.get(group).is_some_and(|group| group.kind == Kind::Group)
    {
        return Err(format!("`group` names `{group}`, which is no setting of the kind `group`"));
    }
    if let Some(Condition { setting: other, is }) = &setting.visible_if {
        let found = all.get(other).filter(|found| found.name != setting.name);
        let found =
            found.ok_or_else(|| format!("`visible_if` names `{other}`, which is no other setting"))?;
        found.check(is).map_err(|(_, message)| format!("`visible_if.is` {message}"))?;
    }
    Ok(())
}
