//! The menus of a page: those of its locale, with where their lines lead today, and the usual main menu for want of one.

use std::collections::BTreeMap;

use galley_domain::errors::FieldPath;
use galley_domain::locales::Locale;
use galley_domain::menus::{MenuItem, MenuTarget, documents};
use galley_domain::routes::{belongs_to_server, localized};
use galley_render::pages::MenuLink;
use galley_store::menus;

use super::links::Paths;
use super::reading::Reading;
use crate::cache::MenusRead;
use crate::error::AppError;
use crate::menus::items;
use crate::routes::address;

/// The menu that a site has whether or not somebody wrote it; an empty one keeps it away.
const MAIN: &str = "main";

/// By name, before it is known which page shows them.
#[derive(Debug, Default)]
pub(super) struct Menus(BTreeMap<String, Vec<MenuLink>>);

impl Menus {
    /// As the page at this path, in its spelling for links, shows them; a page without an address is not among their
    /// lines.
    pub(super) fn on_page(self, path: Option<&str>) -> BTreeMap<String, Vec<MenuLink>> {
        let mut menus = self.0;
        if let Some(path) = path {
            menus.values_mut().flatten().for_each(|link| mark(link, path));
        }
        menus
    }
}

impl Reading {
    /// Every menu of the locale, else of the locales that stand in for it: one statement for the menus, one for
    /// the pages that they lead to, and a few for the main menu while nobody has written it. A line whose document has no page that anybody may see is left out with what is
    /// below it.
    pub(super) async fn menus(&self) -> Result<Menus, AppError> {
        let order = self.model.reading_order(&self.locale);
        let rows = menus::in_locales(self.moment.as_ref(), &order).await?;
        let mut chosen: BTreeMap<String, (usize, Vec<MenuItem>)> = BTreeMap::new();
        for row in &rows {
            let key = &row.head.key;
            let Some(rank) = order.iter().position(|locale| *locale == key.locale) else { continue };
            let name = key.name.as_str();
            if chosen.get(name).is_none_or(|(best, _)| rank < *best) {
                chosen.insert(name.to_owned(), (rank, items(row)?));
            }
        }
        self.recording.menus(|| MenusRead {
            order: order.clone(),
            chosen: chosen.iter().map(|(name, (rank, _))| (name.clone(), *rank)).collect(),
        });
        let wanted = chosen.values().flat_map(|(_, items)| documents(items, &FieldPath::top()));
        let pages = self.paths(&wanted.map(|(document, _)| document).collect()).await?;
        let default = self.model.default_locale();
        let links = Links { pages, locale: &self.locale, default: &default };
        let mut menus: BTreeMap<String, Vec<MenuLink>> =
            chosen.into_iter().map(|(name, (_, items))| (name, links.all(items))).collect();
        if !menus.contains_key(MAIN) {
            let usual = self.usual_menu().await?;
            menus.extend((!usual.is_empty()).then(|| (MAIN.to_owned(), usual)));
        }
        Ok(Menus(menus))
    }
}

/// What lines need to become links.
struct Links<'a> {
    pages: Paths,
    locale: &'a Locale,
    default: &'a Locale,
}

impl Links<'_> {
    fn all(&self, items: Vec<MenuItem>) -> Vec<MenuLink> {
        items.into_iter().filter_map(|item| self.one(item)).collect()
    }

    fn one(&self, item: MenuItem) -> Option<MenuLink> {
        let MenuItem { label, target, items } = item;
        let url = match target {
            MenuTarget::Heading => None,
            MenuTarget::Document(document) => Some(self.pages.of_document(document)?),
            MenuTarget::Path(path) if belongs_to_server(&path) => Some(path),
            MenuTarget::Path(path) => Some(localized(&path, self.locale, self.default)),
            MenuTarget::Url(url) => Some(url),
        };
        let items = self.all(items);
        // A heading over nothing says nothing.
        let is_shown = url.is_some() || !items.is_empty();
        is_shown.then_some(MenuLink { label, url, current: false, within: false, items })
    }
}

fn mark(link: &mut MenuLink, path: &str) {
    link.items.iter_mut().for_each(|item| mark(item, path));
    // People type paths in either spelling.
    let spellings = link.url.iter().flat_map(|url| [url.clone(), address::encode(url)]);
    let mut is_below = false;
    for url in spellings {
        link.current |= url == path;
        is_below |= lies_below(path, &url);
    }
    link.within = is_below || link.items.iter().any(|item| item.current || item.within);
}

/// `/blog/a` lies below `/blog`; everything would lie below `/`.
fn lies_below(path: &str, url: &str) -> bool {
    url.len() > 1 && path.strip_prefix(url).is_some_and(|rest| rest.starts_with('/'))
}
