//! Which theme the site wears: the one that its settings name, loaded when it is first needed, exchanged when its
//! files change, given up when it is too slow.
//!
//! A theme that is found to be wrong while the site runs never replaces one that works. A render cannot outlive its
//! budget (`galley_render` counts what a template does), so a theme that is given up leaves nothing behind that runs.

mod check;
mod follow;
mod offered;
mod settle;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use galley_domain::settings::SiteValues;
use galley_render::themes::{Stamp, stamp};
use galley_render::{Theme, ThemeError};

use crate::context::App;
use crate::error::AppError;
use crate::settings;

pub(crate) use check::require_sound;
pub use check::{offered_settings, theme_mistakes};
pub use follow::follow_theme;
pub use offered::{OfferedTheme, themes};
pub(super) use settle::settle;

/// The themes that the site wears or wore since the start, by the name that settings know.
#[derive(Debug, Default)]
pub struct Themes {
    known: Mutex<BTreeMap<String, Worn>>,
}

/// A theme and what is known of its folder.
#[derive(Debug)]
struct Worn {
    theme: Arc<Theme>,
    /// The folder as it was when the theme was loaded.
    stamp: Option<Stamp>,
    /// The one that was worn before a change of its files.
    before: Option<Arc<Theme>>,
    /// The state of the folder that was refused, and why.
    refused: Option<(Option<Stamp>, ThemeError)>,
    strikes: u32,
}

impl Worn {
    const fn new(theme: Arc<Theme>, stamp: Option<Stamp>) -> Self {
        Self { theme, stamp, before: None, refused: None, strikes: 0 }
    }

    fn replace(&mut self, theme: Arc<Theme>) {
        self.before = Some(std::mem::replace(&mut self.theme, theme));
        self.strikes = 0;
        self.refused = None;
    }
}

impl Themes {
    /// Puts a theme on where the settings name it, whatever the folder holds.
    pub fn wear(&self, theme: Arc<Theme>) {
        let name = theme.manifest().name.clone();
        let mut known = self.known();
        match known.get_mut(&name) {
            Some(worn) => worn.replace(theme),
            None => {
                known.insert(name, Worn::new(theme, None));
            }
        }
    }

    /// A loaded theme by its own name.
    pub(super) fn loaded(&self, name: &str) -> Option<Arc<Theme>> {
        let known = self.known();
        known.values().map(|worn| &worn.theme).find(|theme| theme.manifest().name == name).cloned()
    }

    fn worn(&self, name: &str) -> Option<Arc<Theme>> {
        self.known().get(name).map(|worn| Arc::clone(&worn.theme))
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Worn>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The theme that the settings name; an error when it cannot be used.
pub async fn active_theme(app: &Arc<App>) -> Result<Arc<Theme>, AppError> {
    let name = settings::load(&app.store).await?.values.theme;
    load(app, &name).map_err(|error| {
        // The error names the file inside the theme; an operator has to know which folder that is.
        let folder = app.config.themes_dir.join(&name);
        let sentence = format!("the theme in `{}` cannot be used", folder.display());
        AppError::internal(anyhow::Error::new(error).context(sentence))
    })
}

/// The theme of this name. One that cannot be used here, though it could when it was chosen, is stood in for by the
/// shipped one, so that the site stays up until its folder is whole again.
pub(crate) async fn theme_named(app: &Arc<App>, name: &str) -> Result<Arc<Theme>, AppError> {
    if let Some(theme) = app.themes.worn(name) {
        return Ok(theme);
    }
    let (loading, name) = (Arc::clone(app), name.to_owned());
    let loaded = tokio::task::spawn_blocking(move || load_or_stand_in(&loading, &name));
    loaded.await.map_err(AppError::internal)?.map_err(AppError::internal)
}

fn load_or_stand_in(app: &App, name: &str) -> Result<Arc<Theme>, ThemeError> {
    let found = stamp(&app.config.themes_dir.join(name));
    load(app, name).or_else(|mistake| {
        tracing::error!(theme.name = name, "The theme `{name}` cannot be used: {mistake}");
        let shipped = Arc::new(Theme::load(&SiteValues::default().theme, None)?);
        let worn = Worn { refused: Some((found, mistake)), ..Worn::new(Arc::clone(&shipped), found) };
        app.themes.known().insert(name.to_owned(), worn);
        Ok(shipped)
    })
}

/// The operator's theme of that name, else the shipped one.
fn load(app: &App, name: &str) -> Result<Arc<Theme>, ThemeError> {
    if let Some(theme) = app.themes.worn(name) {
        return Ok(theme);
    }
    let themes = &app.config.themes_dir;
    // Before the files are read, so that a change meanwhile is seen as one.
    let found = stamp(&themes.join(name));
    let loaded = Arc::new(Theme::load(name, Some(themes))?);
    let mut known = app.themes.known();
    let worn = known.entry(name.to_owned()).or_insert_with(|| Worn::new(loaded, found));
    Ok(Arc::clone(&worn.theme))
}
