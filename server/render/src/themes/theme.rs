//! A loaded theme: renders pages and hands out its assets.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use tera::{Context, Tera};

use super::call::Call;
use super::data::PageData;
use super::files::{self, ThemeFiles};
use super::limits::{BoundedOutput, RenderLimits};
use super::manifest::{self, is_theme_name};
use super::{Assets, ThemeAsset, ThemeError, ThemeManifest, Words, engine, settings};
use crate::RenderError;
use crate::pages::{Page, ShownSetting};

/// A theme whose templates are parsed and whose names are all known to exist.
pub struct Theme {
    manifest: ThemeManifest,
    engine: Tera,
    assets: Arc<Assets>,
    words: Arc<Words>,
}

impl Theme {
    /// Loads a theme by name: from `directory/{name}` if anything has that path, else from the binary. What is there
    /// and cannot be read is an error, so that nobody looks for their changes in the shipped theme.
    pub fn load(name: &str, directory: Option<&Path>) -> Result<Self, ThemeError> {
        if !is_theme_name(name) {
            return Err(ThemeError::in_file(name, "is not the name of a theme")
                .with_hint("a name has lower-case letters, digits and hyphens"));
        }
        let own = match directory {
            Some(directory) => files::in_directory(&directory.join(name))?,
            None => None,
        };
        let is_own = own.is_some();
        let files = own.unwrap_or_else(|| files::shipped(name));
        if files.is_empty() && !is_own {
            let shipped = files::shipped_themes().join(", ");
            return Err(ThemeError::in_file(name, "there is no such theme")
                .with_hint(format!("these are always there: {shipped}")));
        }
        Self::from_files(name, files)
    }

    fn from_files(name: &str, mut files: ThemeFiles) -> Result<Self, ThemeError> {
        let source = files.get(manifest::FILE).ok_or_else(|| {
            ThemeError::in_file(manifest::FILE, "is missing").with_hint("every theme has one in its folder")
        })?;
        let source = std::str::from_utf8(source)
            .map_err(|error| ThemeError::in_file(manifest::FILE, format!("is not UTF-8: {error}")))?;
        let manifest = ThemeManifest::parse(source, name)?;
        let assets = Arc::new(Assets::of(name, &mut files)?);
        let words = Arc::new(Words::of(&files, &manifest.language)?);
        let engine = engine::parse(&files, &assets)?;
        for name in &manifest.entry_templates {
            if !engine.contains_template(&engine::file_name(name)) {
                let message = format!("names the template `{name}`, which is missing");
                return Err(ThemeError::in_file(manifest::FILE, message));
            }
        }
        Ok(Self { manifest, engine, assets, words })
    }

    pub fn manifest(&self) -> &ThemeManifest {
        &self.manifest
    }

    /// An asset by its path in the theme's `assets` folder.
    pub fn asset(&self, path: &str) -> Option<ThemeAsset<'_>> {
        self.assets.get(path)
    }

    /// The style that `head()` writes for settings; none when there is nothing to say. A page is to be sent with a policy
    /// that allows exactly these bytes.
    pub fn style(&self, decided: &BTreeMap<String, ShownSetting>) -> Option<String> {
        let offered = &self.manifest.settings;
        settings::style(offered, &settings::complete(offered, decided))
    }

    /// The template that shows a page, without its suffix: the most specific one that the theme has.
    pub fn template_of(&self, page: &Page) -> String {
        let mut choices = self.choices(page);
        let chosen = choices.iter().position(|name| self.has(name));
        // A loaded theme has one of the last choices of every page.
        choices.swap_remove(chosen.unwrap_or(choices.len() - 1))
    }

    /// The templates that may show a page, most specific first, whether or not the theme has them.
    pub fn choices(&self, page: &Page) -> Vec<String> {
        page.templates(&self.manifest.entry_templates)
    }

    /// Whether there is a template of this name, which has no suffix.
    pub fn has(&self, template: &str) -> bool {
        self.engine.contains_template(&engine::file_name(template))
    }

    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    pub(super) fn template_names(&self) -> impl Iterator<Item = &str> {
        self.engine.get_template_names()
    }

    /// Renders a page to HTML. It blocks: on the processor, and on what the template asks `data` for.
    pub fn render(
        &self,
        page: &Page,
        data: Arc<dyn PageData>,
        limits: RenderLimits,
    ) -> Result<String, RenderError> {
        let template = engine::file_name(&self.template_of(page));
        self.render_template(&template, page, data, limits)
    }

    pub(super) fn render_template(
        &self,
        template: &str,
        page: &Page,
        data: Arc<dyn PageData>,
        limits: RenderLimits,
    ) -> Result<String, RenderError> {
        let offered = &self.manifest.settings;
        let shown = settings::complete(offered, &page.shared().theme_settings);
        let style = settings::style(offered, &shown);
        let call = Call::new(data, limits, page, Arc::clone(&self.words), style.as_deref());
        let mut output = BoundedOutput::new(std::rc::Rc::clone(&call));
        let entered = call.enter();
        let done = Context::from_serialize(page)
            .map(|mut context| {
                context.insert("theme_settings", &shown);
                context
            })
            .and_then(|context| self.engine.render_to(template, &context, &mut output));
        drop(entered);
        if let Some(reason) = call.take_reason() {
            return Err(reason);
        }
        let failed = |error: &tera::Error| {
            let names: Vec<&str> = self.engine.get_template_names().collect();
            RenderError::Theme(ThemeError::from_engine(error, template, &names))
        };
        done.map_err(|error| failed(&error))?;
        String::from_utf8(output.into_bytes()).map_err(|error| failed(&tera::Error::from(error)))
    }
}

impl fmt::Debug for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Theme").field("manifest", &self.manifest).finish_non_exhaustive()
    }
}
