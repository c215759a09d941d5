//! Takes up what changes in the folders of themes.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use galley_render::themes::stamp;
use galley_render::{Theme, ThemeError};

use super::check::CHECK_DEADLINE;
use crate::context::App;

/// Changed files are seen after this time; a look costs one system call for each of them.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Looks at the files of the themes from time to time; a supervised task, which ends when the application stops.
pub fn follow_theme(app: &Arc<App>) {
    let owned = Arc::clone(app);
    app.tasks.spawn(async move {
        while owned.stopping.run_until_cancelled(tokio::time::sleep(LOOK_EVERY)).await.is_some() {
            let looking = Arc::clone(&owned);
            if let Err(error) = tokio::task::spawn_blocking(move || look_at_all(&looking)).await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "The themes could not be looked at"
                );
            }
        }
    });
}

fn look_at_all(app: &App) {
    let names: Vec<String> = app.themes.known().keys().cloned().collect();
    for name in names {
        look(app, &name);
    }
}

/// Takes up what changed in the folder of a theme, if it is sound.
fn look(app: &App, name: &str) {
    let themes = &app.config.themes_dir;
    let found = stamp(&themes.join(name));
    {
        let known = app.themes.known();
        let Some(worn) = known.get(name) else { return };
        if worn.refused.as_ref().map_or(worn.stamp, |(refused, _)| *refused) == found {
            return;
        }
    }
    let looked = sound(name, themes);
    let mut known = app.themes.known();
    let Some(worn) = known.get_mut(name) else { return };
    match looked {
        Ok(theme) => {
            tracing::info!(theme.name = name, "Took up the changed theme `{name}`");
            worn.replace(Arc::new(theme));
            worn.stamp = found;
        }
        Err(mistake) => {
            tracing::error!(theme.name = name, "Refused the changed theme `{name}`: {mistake}");
            worn.refused = Some((found, mistake));
            if !app.config.development {
                return;
            }
        }
    }
    drop(known);
    app.forget_themed();
}

fn sound(name: &str, themes: &Path) -> Result<Theme, ThemeError> {
    let theme = Theme::load(name, Some(themes))?;
    theme.check(Instant::now() + CHECK_DEADLINE)?;
    Ok(theme)
}
