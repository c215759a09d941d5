//! What machines read at the root of the site: `robots.txt` and the sitemap.
//!
//! The sitemap is read in pieces along the keys of the routes, so a file costs a number of statements in proportion to
//! its size and no memory beyond its bytes. It has what an anonymous visitor may read and search engines may show.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use galley_domain::ids::{ContentTypeId, DocumentId, EntryId, PathId};
use galley_domain::locales::Locale;
use galley_domain::query::hits::RecordedPages;
use galley_domain::routes::{SiteFile, localized, page_changed_at};
use galley_domain::schema::Model;
use galley_domain::settings::SettingParts;
use galley_render::sitemap::{SitemapUrl, UrlSet, files, sitemap_index};
use galley_store::routes::{self, KeyRange, ListedPage, PageTotals};
use galley_store::{Snapshot, field_values};

use super::answer::PageAnswer;
use super::feeds::SETTLING;
use super::llms::llms;
use super::parts::noindex_path;
use super::read_count::ReadCount;
use crate::cache::Recording;
use crate::context::Ctx;
use crate::error::AppError;
use crate::routes::address;
use crate::settings;

/// Pages that are read at once.
const PIECE: u32 = 2_000;
/// How long a request waits while another file of the sitemap is made.
const LONGEST_WAIT: Duration = Duration::from_secs(2);
const XML: &str = "application/xml; charset=utf-8";
/// Bytes of a key.
const KEY: usize = 32;

/// The file; none when the sitemap has no such part.
pub async fn site_file(ctx: &Ctx, file: SiteFile) -> Result<Option<PageAnswer>, AppError> {
    let asked = match file {
        SiteFile::Robots => return Ok(Some(robots(ctx).await?)),
        SiteFile::Llms => return llms(ctx).await,
        SiteFile::Sitemap => None,
        SiteFile::SitemapPart(number) => Some(number),
    };
    let permit = match tokio::time::timeout(LONGEST_WAIT, ctx.app.sitemap.acquire()).await {
        Ok(permit) => permit.map_err(AppError::internal)?,
        Err(_elapsed) => return Err(AppError::Unavailable { retry_after: LONGEST_WAIT }),
    };
    let site = Survey::of(ctx).await?;
    let body = match asked {
        None if site.files > 1 => {
            let part = |number| site.absolute(&SiteFile::SitemapPart(number).path());
            sitemap_index(&(1..=site.files).map(part).collect::<Vec<_>>()).map_err(AppError::internal)?
        }
        None => site.part(1).await?,
        Some(number) if site.files > 1 && number <= site.files => site.part(number).await?,
        Some(_) => return Ok(None),
    };
    drop(permit);
    Ok(Some(PageAnswer::File { content_type: XML, body, shows: Vec::new() }))
}

/// What crawlers may ask for. Whatever is not for everybody refuses them anyway; this saves both sides the requests.
async fn robots(ctx: &Ctx) -> Result<PageAnswer, AppError> {
    ctx.recording.settings(SettingParts::DISCOURAGE_SEARCH_ENGINES);
    let text = if settings::load(&ctx.app.store).await?.values.discourage_search_engines {
        "User-agent: *\nDisallow: /\n".to_owned()
    } else {
        let sitemap = format!("{}{}", ctx.app.config.base_url, SiteFile::Sitemap.path());
        format!("User-agent: *\nDisallow: /admin\nDisallow: /api/\n\nSitemap: {sitemap}\n")
    };
    let content_type = "text/plain; charset=utf-8";
    Ok(PageAnswer::File { content_type, body: text.into_bytes(), shows: Vec::new() })
}

/// One moment of the site and how much there is.
struct Survey {
    base_url: String,
    model: Arc<Model>,
    snapshot: Snapshot,
    reads: ReadCount,
    files: u32,
    /// The flags by which editors keep an entry out of search engines.
    hidden: Vec<PathId>,
}

impl Survey {
    async fn of(ctx: &Ctx) -> Result<Self, AppError> {
        let model = ctx.model();
        let snapshot = ctx.app.store.snapshot().await?;
        let base_url = ctx.app.config.base_url.clone();
        let totals = routes::page_totals(&snapshot).await?;
        let is_public = |total: &&PageTotals| is_public(&model, total.content_type);
        let urls: u64 = totals.iter().filter(is_public).map(|total| total.pages).sum();
        let characters = totals.iter().filter(is_public).map(|total| total.characters).sum();
        let languages = u64::try_from(model.locales.len()).unwrap_or(u64::MAX);
        let lists = u64::try_from(list_paths(&model).len()).unwrap_or(u64::MAX);
        let files = files(urls.saturating_add(lists), characters, &base_url, languages);
        let hidden = model.types().filter_map(|stored| noindex_path(&model, stored)).collect();
        note(&ctx.recording, &model);
        Ok(Self { base_url, model, snapshot, reads: ctx.reads.clone(), files, hidden })
    }

    fn absolute(&self, path: &str) -> String {
        format!("{}{}", self.base_url, address::encode(path))
    }

    /// One part; the first one has the lists.
    async fn part(&self, number: u32) -> Result<Vec<u8>, AppError> {
        let mut set = UrlSet::new().map_err(AppError::internal)?;
        if number == 1 {
            for path in list_paths(&self.model) {
                let page = SitemapUrl { url: self.absolute(&path), ..SitemapUrl::default() };
                set.push(&page).map_err(AppError::internal)?;
            }
        }
        let mut range = range(number, self.files);
        loop {
            let pages = routes::pages_in(&self.snapshot, &range, PIECE).await?;
            self.reads.add(u64::try_from(pages.len()).unwrap_or(u64::MAX));
            let Some(last) = pages.last() else { break };
            range.after.clone_from(&last.key);
            let is_last = u32::try_from(pages.len()).is_ok_and(|found| found < PIECE);
            for page in self.shown(pages).await? {
                set.push(&page).map_err(AppError::internal)?;
            }
            if is_last {
                break;
            }
        }
        set.into_bytes().map_err(AppError::internal)
    }

    /// Those that everybody may read and search engines may show.
    async fn shown(&self, pages: Vec<ListedPage>) -> Result<Vec<SitemapUrl>, AppError> {
        let pages: Vec<ListedPage> =
            pages.into_iter().filter(|page| is_public(&self.model, page.content_type)).collect();
        let entries: Vec<EntryId> = pages.iter().map(|page| page.entry).collect();
        let hidden: HashSet<EntryId> =
            field_values::where_true(&self.snapshot, &entries, &self.hidden).await?.into_iter().collect();
        let languages = self.languages(&pages).await?;
        let shown = pages.into_iter().filter(|page| !hidden.contains(&page.entry));
        Ok(shown.map(|page| self.url(&page, &languages)).collect())
    }

    fn url(&self, page: &ListedPage, languages: &Languages) -> SitemapUrl {
        let changed = page_changed_at((page.created_at, page.updated_at, page.published_at), SETTLING);
        SitemapUrl {
            url: self.absolute(&page.path),
            changed: Some(changed),
            languages: languages
                .get(&page.document)
                .filter(|versions| versions.len() > 1)
                .cloned()
                .unwrap_or_default(),
        }
    }

    /// Where the documents are in each locale; asked only on sites that have several.
    async fn languages(&self, pages: &[ListedPage]) -> Result<Languages, AppError> {
        let mut found = Languages::new();
        if self.model.locales.len() < 2 {
            return Ok(found);
        }
        let localized = pages.iter().filter(|page| !page.locale.is_none()).map(|page| page.document);
        let documents: Vec<DocumentId> = localized.collect::<HashSet<_>>().into_iter().collect();
        for (document, locale, path) in routes::pages_of(&self.snapshot, &documents).await? {
            found.entry(document).or_default().push((locale.to_string(), self.absolute(&path)));
        }
        Ok(found)
    }
}

/// What the sitemap is made from: all pages, and what the model and the settings say of them.
fn note(recording: &Recording, model: &Model) {
    let public = model.types().filter(|stored| stored.schema.public);
    let listed = public.map(|stored| {
        let flag = noindex_path(model, stored).and_then(|path| stored.paths.top_field(path));
        (stored.id, flag)
    });
    let types: Vec<_> = listed.collect();
    let ids: Vec<ContentTypeId> = types.iter().map(|(id, _)| *id).collect();
    recording.settings(SettingParts::LOCALES.and(SettingParts::ROUTES));
    recording.outline();
    recording.pages(&ids, RecordedPages { types, settling: SETTLING });
}

/// The versions of documents: language and full address.
type Languages = HashMap<DocumentId, Vec<(String, String)>>;

fn is_public(model: &Model, content_type: ContentTypeId) -> bool {
    model.by_id(content_type).is_some_and(|stored| stored.schema.public)
}

/// The front page and the lists, in every locale in which their entries are written.
fn list_paths(model: &Model) -> Vec<String> {
    let default = model.default_locale();
    let mut paths = vec!["/".to_owned()];
    for list in model.lists() {
        let Some(stored) = model.content_type(&list.content_type).filter(|stored| stored.schema.public)
        else {
            continue;
        };
        let others: &[Locale] = if stored.schema.localized { &model.locales } else { &[] };
        for locale in std::iter::once(&default).chain(others) {
            let path = localized(&list.path, locale, &default);
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
    }
    paths
}

/// Part `number` of so many equal parts of all keys; a power of two of them.
fn range(number: u32, files: u32) -> KeyRange {
    // The first 32 bits tell parts apart; more of them than that are never made.
    let size = u64::from(u32::MAX) + 1;
    let border = |part: u32| {
        let first = size / u64::from(files.max(1)) * u64::from(part);
        let mut key = vec![0; KEY];
        key.iter_mut().zip(first.to_be_bytes().into_iter().skip(4)).for_each(|(byte, digit)| *byte = digit);
        key
    };
    KeyRange {
        after: if number <= 1 { Vec::new() } else { border(number - 1) },
        last: if number >= files { vec![u8::MAX; KEY] } else { border(number) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_all_keys_once() {
        for files in [1, 2, 4, 1 << 15] {
            let mut end = Vec::new();
            for number in 1..=files {
                let part = range(number, files);
                assert_eq!(part.after, end);
                assert!(part.last > part.after && part.last.len() == KEY);
                end = part.last;
            }
            assert_eq!(end, [u8::MAX; KEY]);
        }
        assert_eq!(range(2, 4).after[..2], [0x40, 0]);
    }
}
