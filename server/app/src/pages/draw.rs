//! Rendering off the async threads: permits, deadlines, and what every page shares.

use std::sync::Arc;
use std::time::{Duration, Instant};

use galley_domain::locales::Locale;
use galley_render::pages::{Direction, Page, PageMeta, Site, SitePage};
use galley_render::{RenderError, RenderLimits, Rendered, Theme};

use super::live::LiveData;
use super::reading::Reading;
use crate::context::{App, Ctx};
use crate::error::AppError;
use crate::routes::address;
use crate::settings;

/// The theme that is used when none was chosen.
const DEFAULT_THEME: &str = "gazette";
/// From here on a page is late. A render that hangs gives its permit back after this.
const DEADLINE: Duration = Duration::from_secs(5);

/// Languages that are written from right to left, by their first subtag; `-Latn` and the like say otherwise.
const RIGHT_TO_LEFT: [&str; 12] = ["ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "ps", "sd", "ur", "yi"];

/// The theme of the site, loaded when it is first needed: the operator's of that name, else the shipped one.
pub fn active_theme(app: &App) -> Result<Arc<Theme>, AppError> {
    if let Some(theme) = app.theme.get() {
        return Ok(Arc::clone(theme));
    }
    let themes = &app.config.themes_dir;
    let loaded = Theme::load(DEFAULT_THEME, Some(themes)).map_err(|error| {
        // The error names the file inside the theme; an operator has to know which folder that is.
        let folder = themes.join(DEFAULT_THEME);
        let sentence = format!("the theme in `{}` cannot be used", folder.display());
        AppError::internal(anyhow::Error::new(error).context(sentence))
    })?;
    Ok(Arc::clone(app.theme.get_or_init(|| Arc::new(loaded))))
}

/// A file of the theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetFile {
    pub bytes: Vec<u8>,
    pub content_type: &'static str,
    /// Whether the address had the fingerprint of these bytes, so that it never changes.
    pub is_current: bool,
}

/// The asset at `/assets/{theme}/{fingerprint}/{path}`.
pub fn theme_asset(
    app: &App,
    theme: &str,
    fingerprint: &str,
    path: &str,
) -> Result<Option<AssetFile>, AppError> {
    let active = active_theme(app)?;
    if active.manifest().name != theme {
        return Ok(None);
    }
    Ok(active.asset(path).map(|asset| AssetFile {
        bytes: asset.bytes.to_vec(),
        content_type: asset.content_type,
        is_current: asset.fingerprint == fingerprint,
    }))
}

/// What a page is drawn on: the theme, the site, and the moment that is read.
pub(super) struct Canvas<'a> {
    ctx: &'a Ctx,
    pub(super) reading: Reading,
    theme: Arc<Theme>,
    site: Site,
    deadline: Instant,
}

impl<'a> Canvas<'a> {
    pub(super) async fn open(ctx: &'a Ctx, reading: Reading) -> Result<Self, AppError> {
        let settings = settings::read(reading.snapshot.as_ref()).await?.values;
        let default = reading.model.default_locale();
        let is_default = reading.locale.is_none() || reading.locale == default;
        let locale = if reading.locale.is_none() { &default } else { &reading.locale };
        let site = Site {
            title: settings.title,
            description: settings.description,
            url: ctx.app.config.base_url.clone(),
            home: if is_default { "/".to_owned() } else { format!("/{locale}") },
            language: if locale.is_none() { "en".to_owned() } else { locale.to_string() },
            direction: direction(locale),
            time_zone: settings.time_zone,
        };
        let theme = active_theme(&ctx.app)?;
        Ok(Self { ctx, reading, theme, site, deadline: Instant::now() + DEADLINE })
    }

    pub(super) fn site(&self) -> &Site {
        &self.site
    }

    pub(super) fn page_size(&self) -> u64 {
        self.theme.manifest().page_size
    }

    /// What every page has. `path` is decoded; a page without one has no address of its own.
    pub(super) fn shared(&self, title: &str, path: Option<&str>) -> SitePage {
        let page = PageMeta {
            title: title.to_owned(),
            description: self.site.description.clone(),
            canonical: path.map(|path| self.absolute(&address::encode(path))),
            image: None,
        };
        SitePage { site: self.site.clone(), page, menus: std::collections::BTreeMap::new() }
    }

    /// A path or URL with the site's own address before it.
    pub(super) fn absolute(&self, url: &str) -> String {
        if url.starts_with('/') { format!("{}{url}", self.site.url) } else { url.to_owned() }
    }

    pub(super) async fn markdown(&self, source: String) -> Result<Rendered, AppError> {
        self.blocking(move || galley_render::render(&source)).await
    }

    pub(super) async fn draw(&self, page: Page) -> Result<String, AppError> {
        let theme = Arc::clone(&self.theme);
        let data = Arc::new(LiveData::new(self.reading.clone()));
        let limits = RenderLimits::until(self.deadline);
        self.blocking(move || theme.render(&page, data, limits)).await
    }

    /// Runs processor work with one of the permits for rendering.
    pub(super) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, RenderError> + Send + 'static,
    ) -> Result<T, AppError> {
        let late = AppError::Unavailable { retry_after: Duration::from_secs(1) };
        let left = self.deadline.saturating_duration_since(Instant::now());
        let permit = match tokio::time::timeout(left, self.ctx.app.rendering.acquire()).await {
            Ok(permit) => permit.map_err(AppError::internal)?,
            Err(_elapsed) => return Err(late),
        };
        let done = tokio::task::spawn_blocking(work).await.map_err(AppError::internal)?;
        drop(permit);
        match done {
            Ok(done) => Ok(done),
            Err(RenderError::DeadlinePassed) => Err(late),
            Err(error) => Err(AppError::internal(error)),
        }
    }
}

fn direction(locale: &Locale) -> Direction {
    let code = locale.as_str().to_ascii_lowercase();
    let mut subtags = code.split('-');
    let language = subtags.next().unwrap_or_default();
    let script = subtags.find(|subtag| subtag.len() == 4);
    let right_to_left = match script {
        Some(script) => matches!(script, "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm"),
        None => RIGHT_TO_LEFT.contains(&language),
    };
    if right_to_left { Direction::Rtl } else { Direction::Ltr }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_says_which_way_it_is_written() {
        for (code, expected) in [
            ("en", Direction::Ltr),
            ("ar", Direction::Rtl),
            ("fa-IR", Direction::Rtl),
            ("he", Direction::Rtl),
            ("pa-Arab", Direction::Rtl),
            ("az-Latn", Direction::Ltr),
            ("ar-Latn", Direction::Ltr),
        ] {
            assert_eq!(direction(&code.parse().unwrap()), expected, "{code}");
        }
        assert_eq!(direction(&Locale::none()), Direction::Ltr);
    }
}
