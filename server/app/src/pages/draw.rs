//! Rendering off the async threads: permits, deadlines, and what every page shares.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use galley_domain::schema::StoredType;
use galley_domain::settings::SettingParts;
use galley_render::pages::{Page, PageMeta, Site, SitePage};
use galley_render::{RenderError, RenderLimits, Rendered, Theme, Untitled};
use sha2::{Digest as _, Sha256};

use super::answer::Drawn;
use super::live::LiveData;
use super::reading::Reading;
use super::site::SiteParts;
use super::themes;
use crate::context::Ctx;
use crate::error::AppError;
use crate::rendered;
use crate::routes::address;

/// From here on a page is late. A render that hangs gives its permit back after this.
const DEADLINE: Duration = Duration::from_secs(5);

/// The settings that a theme may show on any page, beside its locale.
const SHOWN: SettingParts = SettingParts::TITLE
    .and(SettingParts::DESCRIPTION)
    .and(SettingParts::LOGO)
    .and(SettingParts::ICON)
    .and(SettingParts::PROFILES)
    .and(SettingParts::TIME_ZONE)
    .and(SettingParts::SOCIAL_IMAGE)
    .and(SettingParts::DISCOURAGE_SEARCH_ENGINES);

/// What a page is drawn on: the theme, the site, and the moment that is read.
pub(super) struct Canvas<'a> {
    ctx: &'a Ctx,
    pub(super) reading: Reading,
    theme: Arc<Theme>,
    site: SiteParts,
    deadline: Instant,
}

impl<'a> Canvas<'a> {
    pub(super) async fn open(ctx: &'a Ctx, reading: Reading) -> Result<Self, AppError> {
        let site = reading.site(&ctx.app.config.base_url).await?;
        reading.recording.settings(SettingParts::LOCALES.and(SettingParts::FALLBACKS));
        let theme = themes::theme_named(&ctx.app, &site.theme).await?;
        Ok(Self { ctx, reading, theme, site, deadline: Instant::now() + DEADLINE })
    }

    /// What the site is called.
    pub(super) fn title(&self) -> &str {
        self.reading.recording.settings(SettingParts::TITLE);
        &self.site.site.title
    }

    /// What the site says of itself.
    pub(super) fn description(&self) -> &str {
        self.reading.recording.settings(SettingParts::DESCRIPTION);
        &self.site.site.description
    }

    /// The language of the page.
    pub(super) fn language(&self) -> &str {
        &self.site.site.language
    }

    /// The path of the front page in the locale of the page.
    pub(super) fn home(&self) -> &str {
        &self.site.site.home
    }

    /// Scheme and authority of the site.
    pub(super) fn url(&self) -> &str {
        &self.site.site.url
    }

    pub(super) fn page_size(&self) -> u64 {
        self.reading.recording.settings(SettingParts::ENTRIES_PER_PAGE);
        self.site.page_size.unwrap_or_else(|| {
            self.reading.recording.theme();
            self.reading.recording.settings(SettingParts::THEME);
            self.theme.manifest().page_size
        })
    }

    /// Entries of a feed.
    pub(super) fn feed_length(&self) -> u64 {
        self.reading.recording.settings(SettingParts::ENTRIES_PER_FEED);
        self.site.feed_length
    }

    /// What a page is called that nobody wrote.
    pub(super) fn title_of(&self, page: Untitled) -> String {
        self.reading.recording.theme();
        self.reading.recording.settings(SettingParts::THEME);
        self.theme.title_of(page, self.language())
    }

    /// The site as a page shows it.
    pub(super) fn site(&self) -> &Site {
        self.reading.recording.settings(SHOWN);
        self.reading.recording.addresses(&self.site.pictures);
        &self.site.site
    }

    /// What every page has. `path` is decoded; a page without one has no address of its own.
    pub(super) fn shared(&self, title: &str, path: Option<&str>) -> SitePage {
        self.reading.recording.settings(SHOWN);
        self.reading.recording.addresses(&self.site.pictures);
        let SiteParts { site, social_image, noindex, .. } = &self.site;
        let page = PageMeta {
            title: galley_render::plain_title(title),
            description: site.description.clone(),
            canonical: path.map(|path| self.absolute(&address::encode(path))),
            image: social_image.clone(),
            noindex: *noindex,
            feeds: self.front_feeds(),
            ..PageMeta::default()
        };
        SitePage { site: site.clone(), page, menus: BTreeMap::new(), theme_settings: BTreeMap::new() }
    }

    /// A path or URL with the site's own address before it.
    pub(super) fn absolute(&self, url: &str) -> String {
        if url.starts_with('/') { format!("{}{url}", self.site.site.url) } else { url.to_owned() }
    }

    /// The body of an entry of a type: what is kept of this source, or what it is rendered to now.
    pub(super) async fn body(&self, stored: &StoredType, source: String) -> Result<Rendered, AppError> {
        let wording = self.reading.wording(stored);
        if let Some(kept) = rendered::kept(self.reading.moment.as_ref(), wording, &source).await? {
            return Ok(kept);
        }
        self.blocking(move || galley_render::render_in(wording, &source)).await
    }

    /// The page as the theme shows it, with the menus around it and what was decided about the theme.
    pub(super) async fn draw(&self, mut page: Page) -> Result<Drawn, AppError> {
        self.reading.recording.theme();
        self.reading.recording.settings(SettingParts::THEME.and(SettingParts::THEME_SETTINGS));
        let offered = &self.theme.manifest().settings;
        let theme_settings = self.reading.theme_settings(offered, &self.site.decided).await?;
        let style_hash = self.theme.style(&theme_settings).map(|style| hash_of(&style));
        let menus = self.reading.menus().await?;
        let shared = page.shared_mut();
        let here = shared.page.canonical.as_deref().and_then(|url| url.strip_prefix(&self.site.site.url));
        shared.menus = menus.on_page(here);
        shared.theme_settings = theme_settings;
        let theme = Arc::clone(&self.theme);
        let data = Arc::new(LiveData::new(self.reading.clone()));
        let limits = RenderLimits::until(self.deadline);
        let app = Arc::clone(&self.ctx.app);
        let drawn = self.blocking(move || themes::settle(&app, &theme, theme.render(&page, data, limits)));
        Ok(Drawn { html: drawn.await?, style_hash })
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
            Err(RenderError::DeadlinePassed | RenderError::ThemeTooSlow) => Err(late),
            Err(error) => Err(AppError::internal(error)),
        }
    }
}

/// How the policy of a page names a style that is allowed.
fn hash_of(style: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(style)))
}
