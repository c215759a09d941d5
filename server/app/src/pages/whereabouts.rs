//! Where a page stands among the others: the way to it, its versions in other languages, the feeds beside it.

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::routes::{FeedKind, feed_path, localized, unlocalized};
use galley_domain::schema::StoredType;
use galley_domain::settings::SettingParts;
use galley_render::feeds;
use galley_render::pages::{Alternate, Breadcrumb, EntryLink, EntryPage, FeedLink, SitePage};
use galley_render::plain_title;
use galley_store::routes;

use super::draw::Canvas;
use super::reading::Reading;
use super::site::direction;
use crate::error::AppError;
use crate::routes::{Place, address};

impl Canvas<'_> {
    /// Notes that the page is the list at a place, or a page of it, and that it can be followed.
    pub(super) fn place_list(&self, shared: &mut SitePage, name: &str, place: &Place) {
        let mut own = self.feeds_of(&format!("{name} – {}", self.title()), &place.base);
        own.append(&mut shared.page.feeds);
        shared.page.feeds = own;
        shared.page.breadcrumbs =
            vec![self.front(), Breadcrumb { name: name.to_owned(), url: address::encode(&place.base) }];
    }

    /// Notes that the page is an entry of its type: below the list of that, when there is one, and below the pages
    /// `above` it in its tree.
    pub(super) fn place_entry(
        &self,
        page: &mut EntryPage,
        stored: &StoredType,
        place: &Place,
        above: &[EntryLink],
    ) {
        let shared = &mut page.shared;
        let mut steps = vec![self.front()];
        self.reading.recording.settings(SettingParts::ROUTES);
        if let Some(path) = self.reading.list_path(stored) {
            shared.page.is_article = true;
            if path != "/" {
                let default = self.reading.model.default_locale();
                let url = address::encode(&localized(&path, &place.locale, &default));
                steps
                    .push(Breadcrumb { name: super::lists::capitalised(stored.schema.plural.as_str()), url });
            }
        }
        let step = |title: &str, url: String| Breadcrumb { name: plain_title(title), url };
        steps.extend(above.iter().map(|page| step(&page.title, page.url.clone())));
        steps.push(step(&page.entry.title, address::encode(&place.base)));
        shared.page.breadcrumbs = steps;
    }

    /// The feeds of the front page, which every page names; none on a site that lists nothing.
    pub(super) fn front_feeds(&self) -> Vec<FeedLink> {
        self.reading.recording.settings(SettingParts::ROUTES);
        if self.reading.model.listed_at("/").is_none() {
            return Vec::new();
        }
        let default = self.reading.model.default_locale();
        self.feeds_of(self.title(), &localized("/", &self.reading.locale, &default))
    }

    fn feeds_of(&self, title: &str, base: &str) -> Vec<FeedLink> {
        let link = |kind: FeedKind| FeedLink {
            title: title.to_owned(),
            media_type: feeds::media_type(kind).to_owned(),
            url: self.absolute(&address::encode(&feed_path(base, kind, 1))),
        };
        FeedKind::ALL.into_iter().map(link).collect()
    }

    fn front(&self) -> Breadcrumb {
        Breadcrumb { name: self.title().to_owned(), url: self.home().to_owned() }
    }

    /// The page of a document in every locale that it has.
    pub(super) async fn languages_of(
        &self,
        stored: &StoredType,
        document: DocumentId,
    ) -> Result<Vec<Alternate>, AppError> {
        let pages = self.reading.versions(stored, document).await?;
        Ok(self.languages(&pages))
    }

    /// A list of a type in every locale.
    pub(super) fn languages_of_list(&self, stored: &StoredType, place: &Place) -> Vec<Alternate> {
        if !stored.schema.localized {
            return Vec::new();
        }
        let default = self.reading.model.default_locale();
        let path = unlocalized(&place.base, &place.locale, &default);
        let version = |locale: &Locale| (locale.to_string(), localized(path, locale, &default));
        self.languages(&self.reading.model.locales.iter().map(version).collect::<Vec<_>>())
    }

    /// What is there in one language only names none; else the default one is also for everybody else.
    fn languages(&self, versions: &[(String, String)]) -> Vec<Alternate> {
        if versions.len() < 2 {
            return Vec::new();
        }
        let default = self.reading.model.default_locale().to_string();
        let link = |language: &str, path: &str| {
            let locale = Locale::from_stored(language.to_owned());
            Alternate {
                language: language.to_owned(),
                name: locale.own_name(),
                direction: direction(&locale),
                current: language == self.language(),
                url: self.absolute(&address::encode(path)),
            }
        };
        let for_others = versions.iter().find(|(language, _)| *language == default).map(|(_, path)| {
            let default = link(&default, path);
            Alternate { language: "x-default".to_owned(), name: String::new(), current: false, ..default }
        });
        versions.iter().map(|(language, path)| link(language, path)).chain(for_others).collect()
    }
}

impl Reading {
    /// The languages and paths of a document; asked only where there can be several.
    async fn versions(
        &self,
        stored: &StoredType,
        document: DocumentId,
    ) -> Result<Vec<(String, String)>, AppError> {
        if !stored.schema.localized || self.model.locales.len() < 2 {
            return Ok(Vec::new());
        }
        self.recording.addresses([&document]);
        let pages = routes::pages_of(self.moment.as_ref(), &[document]).await?;
        Ok(pages.into_iter().map(|(_, locale, path)| (locale.to_string(), path)).collect())
    }

    /// Where entries of the type are listed, without a locale's prefix; the front page only when nothing else is.
    fn list_path(&self, stored: &StoredType) -> Option<String> {
        let lists = self.model.lists().into_iter().filter(|list| list.content_type == stored.schema.singular);
        lists.map(|list| list.path).max_by_key(|path| path != "/")
    }
}
