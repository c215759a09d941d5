//! `theme.toml`: what a theme is called, which Galley it is for, and what it proposes.

use std::collections::BTreeMap;
use std::path::Path;

use galley_domain::theme_settings::ThemeSettings;
use serde::Deserialize;

use super::ThemeError;
use super::declared::{self, Declared};
use super::files;

pub(super) const FILE: &str = "theme.toml";

/// The manifest of a theme. Unknown keys are errors: a misspelt key must not be silently without effect.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeManifest {
    /// Lower-case letters, digits and hyphens; the name of the folder.
    pub name: String,
    pub version: String,
    /// An SPDX expression.
    pub licence: String,
    /// The Galley it was made for, as `major.minor`.
    pub galley: String,
    /// Entries on a page of a list, 1 to 100.
    pub page_size: u64,
    /// The language of the theme's own texts: the file in `locales` that has all of them.
    #[serde(default = "english")]
    pub language: String,
    /// Templates that an editor may choose for an entry, in the field `template` of its type; without their suffix.
    #[serde(default)]
    pub entry_templates: Vec<String>,
    /// Path patterns by content type that the theme proposes when a site is made. Later they belong to the types.
    #[serde(default)]
    pub routes: BTreeMap<String, String>,
    #[serde(default, rename = "settings")]
    declared: BTreeMap<String, Declared>,
    /// What may be decided about the theme, in the order of the file.
    #[serde(skip)]
    pub settings: ThemeSettings,
}

fn english() -> String {
    "en".to_owned()
}

impl ThemeManifest {
    /// The manifest of a theme, from `directory/{name}` if anything has that path, else from the binary. Reads no other
    /// file of the theme.
    pub fn load(name: &str, directory: &Path) -> Result<Self, ThemeError> {
        if !is_theme_name(name) {
            return Err(ThemeError::in_file(name, "is not the name of a theme"));
        }
        let source = files::manifest(name, directory, FILE)?;
        let source = String::from_utf8(source)
            .map_err(|error| ThemeError::in_file(FILE, format!("is not UTF-8: {}", error.utf8_error())))?;
        Self::parse(&source, name)
    }

    pub(super) fn parse(source: &str, folder: &str) -> Result<Self, ThemeError> {
        let mut manifest: Self = toml::from_str(source).map_err(|error| {
            let message = error.message().to_owned();
            match error.span() {
                Some(span) => ThemeError::at(FILE, line_at(source, span.start), message),
                None => ThemeError::in_file(FILE, message),
            }
        })?;
        manifest.check(source, folder)?;
        let place = |name: &str| line_of_setting(source, name);
        let settings = declared::settings(&manifest.declared, place);
        manifest.settings = settings.map_err(|wrong| {
            let message = format!("the setting `{}`: {}", wrong.setting, wrong.message);
            ThemeError::at(FILE, place(&wrong.setting), message)
        })?;
        Ok(manifest)
    }

    fn check(&self, source: &str, folder: &str) -> Result<(), ThemeError> {
        let wrong = |key: &str, message: String| Err(ThemeError::at(FILE, line_of_key(source, key), message));
        if self.name != folder || !is_theme_name(&self.name) {
            return wrong("name", format!("`name` must be the name of the folder, found `{}`", self.name));
        }
        let running = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
        if !is_compatible(&self.galley, running) {
            return wrong("galley", format!("made for Galley `{}`, this is {running}", self.galley));
        }
        if !(1..=100).contains(&self.page_size) {
            return wrong("page_size", format!("`page_size` must be 1 to 100, found {}", self.page_size));
        }
        for (content_type, pattern) in &self.routes {
            if !pattern.starts_with('/') || !pattern.contains("{slug}") {
                return wrong(
                    content_type,
                    format!("a route starts with `/` and contains `{{slug}}`, found `{pattern}`"),
                );
            }
        }
        Ok(())
    }
}

/// Whether a text can be the name of a theme, and therefore of a folder.
pub(super) fn is_theme_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The same major version, and a minor version that this one already had.
fn is_compatible(wanted: &str, running: &str) -> bool {
    let parse = |version: &str| -> Option<(u32, u32)> {
        let (major, minor) = version.split_once('.')?;
        Some((major.parse().ok()?, minor.parse().ok()?))
    };
    parse(wanted)
        .zip(parse(running))
        .is_some_and(|(wanted, running)| wanted.0 == running.0 && wanted.1 <= running.1)
}

fn line_at(source: &str, offset: usize) -> usize {
    source.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn line_of_setting(source: &str, name: &str) -> usize {
    line_of_key(source, &format!("[settings.{name}]"))
}

fn line_of_key(source: &str, key: &str) -> usize {
    source.lines().position(|line| line.trim_start().starts_with(key)).map_or(1, |index| index + 1)
}
