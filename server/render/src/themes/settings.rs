//! The settings of a theme as its templates and style sheets see them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use galley_domain::theme_settings::{Kind, SettingValue, ThemeSettings};

use crate::pages::{EntryCard, Image, Sample, ShownSetting};

/// What was decided, with what the theme suggests for the rest. Every setting is there.
pub(super) fn complete(
    offered: &ThemeSettings,
    decided: &BTreeMap<String, ShownSetting>,
) -> BTreeMap<String, ShownSetting> {
    let with_values = offered.0.iter().filter(|setting| setting.kind != Kind::Group);
    let value = |name: &String, default: Option<SettingValue>| match decided.get(name) {
        Some(value) => value.clone(),
        None => default.as_ref().map_or(ShownSetting::Nothing, ShownSetting::of),
    };
    with_values.map(|setting| (setting.name.clone(), value(&setting.name, setting.default_value()))).collect()
}

/// The style sheet that gives colours and numbers to the theme's own; none when it has nothing to say.
///
/// Colours are `#rrggbb` and numbers have a unit of letters, so that nothing in it can end the style.
pub(super) fn style(offered: &ThemeSettings, complete: &BTreeMap<String, ShownSetting>) -> Option<String> {
    let mut variables = String::new();
    for setting in offered.0.iter().filter(|setting| setting.in_css) {
        let value = match (&setting.kind, complete.get(&setting.name)) {
            (Kind::Colour { .. }, Some(ShownSetting::Text(colour))) => colour.clone(),
            (Kind::Number { unit, .. }, Some(ShownSetting::Number(number))) => format!("{number}{unit}"),
            _ => continue,
        };
        let is_inert = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"#.%-".contains(&byte));
        if is_inert {
            // Writing to a string cannot fail.
            let _ = write!(variables, "--setting-{}:{value};", setting.name.replace('_', "-"));
        }
    }
    let variables = variables.trim_end_matches(';');
    (!variables.is_empty()).then(|| format!(":root{{{variables}}}"))
}

/// Values that differ from what the theme suggests wherever they can, to try templates on.
pub(super) fn other_values(offered: &ThemeSettings) -> BTreeMap<String, ShownSetting> {
    let other = |kind: &Kind| match kind {
        Kind::Group => ShownSetting::Nothing,
        Kind::Text { .. } => ShownSetting::Text("A text with <b> & \"quotes\"".to_owned()),
        Kind::Number { default, least, most, .. } => {
            let bounds = [most, least].into_iter().flatten();
            let other = bounds.chain(default).next().cloned().unwrap_or_else(|| 1.into());
            ShownSetting::Number(other)
        }
        Kind::Boolean { default } => ShownSetting::Boolean(!default),
        Kind::Select { options, .. } => {
            let last = options.last().map(|choice| choice.value.clone());
            ShownSetting::Text(last.unwrap_or_default())
        }
        Kind::Colour { .. } => ShownSetting::Text("#a0522d".to_owned()),
        Kind::Image => ShownSetting::Image(Image::sample()),
        Kind::Reference { .. } => {
            let card = EntryCard::samples().into_iter().next();
            card.map_or(ShownSetting::Nothing, |card| ShownSetting::Entry(Box::new(card)))
        }
    };
    offered.0.iter().map(|setting| (setting.name.clone(), other(&setting.kind))).collect()
}
