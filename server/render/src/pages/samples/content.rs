//! The content of the samples: an invented magazine about printing.

use std::collections::BTreeMap;

use super::Sample;
use crate::pages::{
    Alternate, Author, Breadcrumb, Direction, Entry, EntryCard, EntryLink, FeedLink, Image, MenuLink,
    PageMeta, ProfileLink, Rendition, Section, Site, SitePage, TermLink,
};
use crate::{SafeHtml, TocItem, markdown};

/// Everything the Markdown dialect makes, so that a theme's prose styles can be seen.
const BODY: &str = include_str!("body.md");

pub(super) const LONG_TITLE: &str = "An unusually long headline about Donaudampfschifffahrtsgesellschaftskapitänsmützen and \
    everything else that nobody expected to fit on a small screen, but which had to be published today";

impl Sample for EntryCard {
    /// A lead story, a long title, a plain one, and one without anything that may be absent.
    fn samples() -> Vec<Self> {
        let plain = |title: &str| Self {
            title: title.to_owned(),
            url: "/blog/sample".to_owned(),
            excerpt:
                "Paper arrives at four, the presses start at six, and by eight the first bundle has left \
                the yard. In between, nobody speaks."
                    .to_owned(),
            published_at: Some("2026-03-14T06:00:00.000Z".to_owned()),
            authors: vec![term("Ada Morgenstern")],
            tags: vec![term("Printing"), term("Typography")],
            category: Some(term("Craft")),
            cover: None,
            featured: false,
            reading_minutes: Some(4),
        };
        vec![
            Self {
                cover: Some(picture()),
                authors: vec![term("Ada Morgenstern"), term("Jonas Weiß")],
                featured: true,
                ..plain("A day at the printing house")
            },
            plain("The smell of fresh ink"),
            Self { authors: Vec::new(), ..plain(LONG_TITLE) },
            Self {
                excerpt: String::new(),
                published_at: None,
                authors: Vec::new(),
                tags: Vec::new(),
                category: None,
                reading_minutes: None,
                ..plain("Untitled note")
            },
            Self { cover: Some(picture()), ..plain("Why we still set the front page by hand") },
            plain("Margins, and what belongs in them"),
        ]
    }
}

pub(super) fn full_entry() -> Entry {
    let rendered = markdown::render(BODY);
    let (html, toc, excerpt): (SafeHtml, Vec<TocItem>, String) =
        rendered.map(|done| (done.html, done.toc, done.excerpt)).unwrap_or_default();
    Entry {
        content_type: "post".to_owned(),
        slug: "a-day-at-the-printing-house".to_owned(),
        title: "A day at the printing house".to_owned(),
        url: "/blog/a-day-at-the-printing-house".to_owned(),
        template: None,
        html,
        toc,
        standfirst: Some("One night between the paper lorry and the first bundle.".to_owned()),
        excerpt,
        reading_minutes: Some(2),
        published_at: Some("2026-03-14T06:00:00.000Z".to_owned()),
        updated_at: Some("2026-03-20T18:30:00.000Z".to_owned()),
        authors: vec![
            Author {
                bio: Some(
                    "Ada set type by hand for eleven years before she began to write about it.".to_owned(),
                ),
                image: Some(picture()),
                ..author("Ada Morgenstern")
            },
            author("Jonas Weiß"),
        ],
        tags: vec![term("Printing"), term("Typography"), term("Night work")],
        category: Some(term("Craft")),
        cover: Some(ready_picture()),
        fields: serde_json::Map::new(),
    }
}

pub(super) fn minimal_entry(title: &str) -> Entry {
    Entry {
        content_type: "page".to_owned(),
        slug: "hi".to_owned(),
        title: title.to_owned(),
        url: "/hi".to_owned(),
        template: None,
        html: SafeHtml::default(),
        toc: Vec::new(),
        excerpt: String::new(),
        standfirst: None,
        reading_minutes: None,
        published_at: None,
        updated_at: None,
        authors: Vec::new(),
        tags: Vec::new(),
        category: None,
        cover: None,
        fields: serde_json::Map::new(),
    }
}

pub(super) fn site(title: &str) -> SitePage {
    let menu = |label: &str, current| MenuLink { current, ..menu_link(label) };
    let more = MenuLink { url: None, within: true, items: vec![menu("Type", false)], ..menu_link("More") };
    let alternate = |language: &str, name: &str, path: &str| Alternate {
        language: language.to_owned(),
        name: name.to_owned(),
        direction: if language == "ar" { Direction::Rtl } else { Direction::Ltr },
        current: language == "en",
        url: format!("https://example.org{path}"),
    };
    let step = |name: &str, url: &str| Breadcrumb { name: name.to_owned(), url: url.to_owned() };
    SitePage {
        site: Site {
            title: "The Evening Galley".to_owned(),
            description: "Notes on paper, ink and the people who work at night.".to_owned(),
            url: "https://example.org".to_owned(),
            home: "/".to_owned(),
            language: "en".to_owned(),
            direction: Direction::Ltr,
            time_zone: "Europe/Zurich".to_owned(),
            logo: Some(picture()),
            icon: Some("/media/01j9z3ndektsv4rrffq69g5fav/icon.png".to_owned()),
            profiles: vec![ProfileLink {
                name: "Mastodon".to_owned(),
                url: "https://social.example/@evening".to_owned(),
            }],
        },
        page: PageMeta {
            title: title.to_owned(),
            description: "Notes on paper & ink.".to_owned(),
            canonical: Some("https://example.org/".to_owned()),
            image: None,
            noindex: false,
            is_article: true,
            alternates: vec![
                alternate("en", "English", "/"),
                alternate("ar", "العربية", "/ar"),
                alternate("x-default", "", "/"),
            ],
            breadcrumbs: vec![
                step("The Evening Galley", "/"),
                step("Stories", "/blog"),
                step(title, "/blog/sample"),
            ],
            feeds: vec![FeedLink {
                title: "The Evening Galley".to_owned(),
                media_type: "application/atom+xml".to_owned(),
                url: "https://example.org/feed.xml".to_owned(),
            }],
        },
        menus: BTreeMap::from([
            (
                "main".to_owned(),
                vec![menu("Stories", true), menu("Craft", false), menu("About us", false), more],
            ),
            ("footer".to_owned(), vec![menu("Imprint", false), menu("Privacy", false)]),
        ]),
        theme_settings: BTreeMap::new(),
    }
}

fn menu_link(label: &str) -> MenuLink {
    MenuLink {
        label: label.to_owned(),
        url: Some("/".to_owned()),
        current: false,
        within: false,
        items: Vec::new(),
    }
}

pub(super) fn minimal_site(title: &str) -> SitePage {
    let full = site(title);
    SitePage {
        site: Site {
            description: String::new(),
            time_zone: String::new(),
            logo: None,
            icon: None,
            profiles: Vec::new(),
            ..full.site
        },
        page: PageMeta { title: title.to_owned(), ..PageMeta::default() },
        menus: BTreeMap::new(),
        theme_settings: BTreeMap::new(),
    }
}

pub(super) fn arabic_site(title: &str) -> SitePage {
    let full = site(title);
    SitePage {
        site: Site {
            title: "صحيفة المساء".to_owned(),
            description: "عن الورق والحبر".to_owned(),
            language: "ar".to_owned(),
            direction: Direction::Rtl,
            ..full.site
        },
        menus: BTreeMap::from([("main".to_owned(), vec![menu_link("مقالات"), menu_link("من نحن")])]),
        ..full
    }
}

pub(super) fn arabic_card() -> EntryCard {
    EntryCard {
        title: "يوم في المطبعة".to_owned(),
        url: "/blog/sample".to_owned(),
        excerpt: "يصل الورق في الرابعة، وتبدأ المطابع في السادسة.".to_owned(),
        published_at: Some("2026-03-14T06:00:00.000Z".to_owned()),
        authors: vec![term("ليلى الحسن")],
        tags: vec![term("طباعة")],
        category: None,
        cover: None,
        featured: false,
        reading_minutes: Some(1),
    }
}

/// A card whose picture exists in several sizes.
pub(super) fn pictured_card() -> EntryCard {
    let card = EntryCard::samples().pop().unwrap_or_else(arabic_card);
    EntryCard { cover: Some(ready_picture()), ..card }
}

pub(super) fn html(source: &str) -> SafeHtml {
    markdown::render(source).map(|rendered| rendered.html).unwrap_or_default()
}

pub(super) fn link(title: &str) -> EntryLink {
    EntryLink { title: title.to_owned(), url: "/blog/sample".to_owned() }
}

pub(super) fn author(name: &str) -> Author {
    Author { name: name.to_owned(), url: Some("/author/sample".to_owned()), bio: None, image: None }
}

/// What a section or the end of an article shows: cards without excerpts.
pub(super) fn brief_cards() -> Vec<EntryCard> {
    EntryCard::samples()
        .into_iter()
        .map(|card| EntryCard { excerpt: String::new(), reading_minutes: None, ..card })
        .collect()
}

pub(super) fn section(name: &str) -> Section {
    Section { term: term(name), entries: brief_cards() }
}

pub(super) fn term(name: &str) -> TermLink {
    TermLink { name: name.to_owned(), url: Some("/tag/sample".to_owned()) }
}

impl Image {
    /// The picture of the samples.
    pub(crate) fn sample() -> Self {
        picture()
    }
}

fn picture() -> Image {
    Image {
        url: "/media/01j9z3ndektsv4rrffq69g5fav/press.jpg".to_owned(),
        alt: "A printing press".to_owned(),
        width: Some(1600),
        height: Some(1000),
        renditions: Vec::new(),
    }
}

/// A picture that was made ready in several sizes and formats.
fn ready_picture() -> Image {
    let rendition = |width: u32, format: &str| Rendition {
        url: format!("/media/01j9z3ndektsv4rrffq69g5fav/press-{width}.{format}"),
        width,
        media_type: format!("image/{format}"),
    };
    let formats = ["webp", "jpeg"].into_iter();
    let renditions = formats.flat_map(|format| [640, 1280].map(|width| rendition(width, format)));
    Image { renditions: renditions.collect(), ..picture() }
}

pub(super) fn list_url(page: u64) -> String {
    if page == 1 { "/".to_owned() } else { format!("/page/{page}") }
}
