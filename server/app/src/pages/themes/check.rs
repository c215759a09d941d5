//! Trying themes before the site wears them.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::theme_settings::ThemeSettings;
use galley_render::{Theme, ThemeError};

use super::theme_named;
use crate::context::{App, Ctx};
use crate::error::AppError;

/// A theme has so long to render all samples.
pub(super) const CHECK_DEADLINE: Duration = Duration::from_secs(10);
/// The same for somebody who waits for the answer of the API.
const CHOICE_DEADLINE: Duration = Duration::from_secs(30);
/// The same for somebody who waits at a terminal, on a slow machine.
const PATIENT_CHECK: Duration = Duration::from_mins(1);

/// Everything that is wrong with the theme of this name, each in one line; `folder` is looked in first. Nobody has to
/// wear it for this.
pub fn theme_mistakes(name: &str, folder: &Path) -> Vec<String> {
    let mistakes = match Theme::load(name, Some(folder)) {
        Ok(theme) => theme.mistakes(Instant::now() + PATIENT_CHECK),
        Err(mistake) => vec![mistake],
    };
    mistakes.iter().map(ToString::to_string).collect()
}

/// What may be decided about a theme that the site wears.
pub async fn offered_settings(app: &Arc<App>, theme: &str) -> Result<ThemeSettings, AppError> {
    Ok(theme_named(app, theme).await?.manifest().settings.clone())
}

/// A theme that is chosen exists and shows every sample; what may be decided about it.
pub(crate) async fn require_sound(ctx: &Ctx, name: &str) -> Result<ThemeSettings, AppError> {
    let permit = ctx.app.rendering.acquire().await.map_err(AppError::internal)?;
    let (name, themes) = (name.to_owned(), ctx.app.config.themes_dir.clone());
    let checked = tokio::task::spawn_blocking(move || {
        let theme = Theme::load(&name, Some(&themes))?;
        theme.check(Instant::now() + CHOICE_DEADLINE)?;
        Ok(theme.manifest().settings.clone())
    });
    let checked: Result<ThemeSettings, ThemeError> = checked.await.map_err(AppError::internal)?;
    drop(permit);
    checked.map_err(|mistake| {
        let message = format!("cannot be used: {mistake}");
        FieldErrors::one(FieldPath::of("theme"), FieldErrorCode::NotAnOption, message).into()
    })
}
