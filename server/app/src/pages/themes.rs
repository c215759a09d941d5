//! Which theme the site wears: loaded at the start, exchanged when its files change, given up when it is too slow.
//!
//! A theme that is found to be wrong while the site runs never replaces one that works. A render cannot outlive its
//! budget (`galley_render` counts what a template does), so a theme that is given up leaves nothing behind that runs.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use galley_render::themes::{Stamp, stamp};
use galley_render::{RenderError, Theme, ThemeError};

use crate::context::App;
use crate::error::AppError;

/// The theme that is used when none was chosen.
const NAME: &str = "gazette";
/// Changed files are seen after this time; a look costs one system call for each of them.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A changed theme has so long to render all samples.
const CHECK_DEADLINE: Duration = Duration::from_secs(10);
/// The same for somebody who waits for the answer, on a slow machine.
const PATIENT_CHECK: Duration = Duration::from_mins(1);
/// So many pages in a row that were late because of the theme.
const MOST_STRIKES: u32 = 3;

/// The theme of the site and what is known of its folder.
#[derive(Debug, Default)]
pub struct Themes {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    worn: Option<Arc<Theme>>,
    /// The folder as it was when the worn theme was loaded.
    stamp: Option<Stamp>,
    /// The one that was worn before a change.
    before: Option<Arc<Theme>>,
    /// The state of the folder that was refused, and why.
    refused: Option<(Option<Stamp>, ThemeError)>,
    strikes: u32,
}

impl Themes {
    /// Puts a theme on, whatever the folder holds.
    pub fn wear(&self, theme: Arc<Theme>) {
        let mut state = self.state();
        state.before = state.worn.replace(theme);
        state.strikes = 0;
        state.refused = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn worn(&self) -> Option<Arc<Theme>> {
        self.state().worn.clone()
    }
}

/// The theme of the site, loaded when it is first needed: the operator's of that name, else the shipped one.
pub fn active_theme(app: &App) -> Result<Arc<Theme>, AppError> {
    if let Some(theme) = app.themes.worn() {
        return Ok(theme);
    }
    let themes = &app.config.themes_dir;
    let folder = themes.join(NAME);
    // Before the files are read, so that a change meanwhile is seen as one.
    let found = stamp(&folder);
    let loaded = Theme::load(NAME, Some(themes)).map_err(|error| {
        // The error names the file inside the theme; an operator has to know which folder that is.
        let sentence = format!("the theme in `{}` cannot be used", folder.display());
        AppError::internal(anyhow::Error::new(error).context(sentence))
    })?;
    let mut state = app.themes.state();
    if state.worn.is_none() {
        state.stamp = found;
        state.worn = Some(Arc::new(loaded));
    }
    state.worn.clone().ok_or_else(|| AppError::internal(anyhow::anyhow!("no theme is worn")))
}

/// Looks at the files of the theme from time to time; a supervised task, which ends when the application stops.
pub fn follow_theme(app: &Arc<App>) {
    let owned = Arc::clone(app);
    app.tasks.spawn(async move {
        while owned.stopping.run_until_cancelled(tokio::time::sleep(LOOK_EVERY)).await.is_some() {
            let looking = Arc::clone(&owned);
            if let Err(error) = tokio::task::spawn_blocking(move || look(&looking)).await {
                tracing::error!(error = &error as &dyn std::error::Error, "The theme could not be looked at");
            }
        }
    });
}

/// Takes up what changed in the folder of the theme, if it is sound.
fn look(app: &App) {
    let themes = &app.config.themes_dir;
    let found = stamp(&themes.join(NAME));
    {
        let state = app.themes.state();
        let is_known = state.refused.as_ref().map_or(state.stamp, |(refused, _)| *refused) == found;
        if state.worn.is_none() || is_known {
            return;
        }
    }
    match sound(themes) {
        Ok(theme) => {
            tracing::info!(theme.name = NAME, "Took up the changed theme `{NAME}`");
            app.themes.wear(Arc::new(theme));
            app.themes.state().stamp = found;
            app.forget_themed();
        }
        Err(mistake) => {
            tracing::error!(theme.name = NAME, "Refused the changed theme `{NAME}`: {mistake}");
            app.themes.state().refused = Some((found, mistake));
            if app.config.development {
                app.forget_themed();
            }
        }
    }
}

fn sound(themes: &Path) -> Result<Theme, ThemeError> {
    let theme = Theme::load(NAME, Some(themes))?;
    theme.check(Instant::now() + CHECK_DEADLINE)?;
    Ok(theme)
}

/// Everything that is wrong with the theme of this name, each in one line; `folder` is looked in first. Nobody has to
/// wear it for this.
pub fn theme_mistakes(name: &str, folder: &Path) -> Vec<String> {
    let mistakes = match Theme::load(name, Some(folder)) {
        Ok(theme) => theme.mistakes(Instant::now() + PATIENT_CHECK),
        Err(mistake) => vec![mistake],
    };
    mistakes.iter().map(ToString::to_string).collect()
}

/// What a render means for its theme, and the page with what somebody who works on the theme must see.
pub(super) fn settle(
    app: &App,
    theme: &Arc<Theme>,
    drawn: Result<String, RenderError>,
) -> Result<String, RenderError> {
    match &drawn {
        Ok(_) => app.themes.state().strikes = 0,
        Err(RenderError::ThemeTooSlow) => strike(app, theme),
        Err(_) => {}
    }
    if !app.config.development {
        return drawn;
    }
    let refused = app.themes.state().refused.as_ref().map(|(_, mistake)| mistake.to_string());
    match (drawn, refused) {
        (Ok(html), Some(mistake)) => Ok(with_notice(&html, &mistake)),
        (Err(RenderError::Theme(mistake)), _) => {
            let empty =
                "<!doctype html><html lang=\"en\"><head><title>Theme</title></head><body></body></html>";
            Ok(with_notice(empty, &mistake.to_string()))
        }
        (drawn, _) => drawn,
    }
}

/// Goes back to the last theme that worked when this one has been too slow too often.
fn strike(app: &App, theme: &Arc<Theme>) {
    let mut state = app.themes.state();
    if !state.worn.as_ref().is_some_and(|worn| Arc::ptr_eq(worn, theme)) {
        return;
    }
    state.strikes += 1;
    if state.strikes < MOST_STRIKES {
        return;
    }
    let last_good = state.before.take().or_else(|| Theme::load(NAME, None).ok().map(Arc::new));
    let Some(last_good) = last_good else { return };
    tracing::error!(
        theme.name = NAME,
        "Gave up the theme `{NAME}`: {MOST_STRIKES} pages in a row were late because of it"
    );
    let mistake = ThemeError {
        file: "templates".to_owned(),
        line: None,
        message: format!("{MOST_STRIKES} pages in a row were late because of the theme"),
        hint: None,
    };
    state.refused = Some((state.stamp, mistake));
    state.worn = Some(last_good);
    state.strikes = 0;
    drop(state);
    app.forget_themed();
}

/// A page with a mistake of the theme above all that it shows.
fn with_notice(html: &str, mistake: &str) -> String {
    let escaped = mistake.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let notice =
        format!("<pre role=\"alert\">The theme has a mistake and was not taken up.\n{escaped}</pre>");
    let body = html.find("<body").and_then(|at| Some(at + html.get(at..)?.find('>')? + 1)).unwrap_or(0);
    let (before, after) = html.split_at_checked(body).unwrap_or(("", html));
    [before, &notice, after].concat()
}
