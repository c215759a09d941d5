//! Sample contexts: what a theme must cope with before it may go live.
//!
//! Every kind of page comes minimal, with everything, with a very long title, from right to left, without pictures
//! and without entries, as far as that means something for the kind. The content they share is in [`content`].

mod content;

use content::{
    LONG_TITLE, arabic_card, arabic_site, author, brief_cards, full_entry, html, link, list_url,
    minimal_entry, minimal_site, pictured_card, section, site,
};

use super::failures::ErrorNotice;
use super::{
    ArchivePage, Entry, EntryCard, EntryPage, ErrorPage, HomePage, ListOf, NotFoundPage, Page, Pagination,
    Section, Term,
};

/// A context that can show what it may look like.
pub trait Sample: Sized {
    fn samples() -> Vec<Self>;
}

impl Sample for Page {
    fn samples() -> Vec<Self> {
        let mut pages: Vec<Self> = HomePage::samples().into_iter().map(Self::Home).collect();
        pages.extend(EntryPage::samples().into_iter().map(|page| Self::Entry(Box::new(page))));
        pages.extend(ArchivePage::samples().into_iter().map(Self::Archive));
        pages.extend(NotFoundPage::samples().into_iter().map(Self::NotFound));
        pages.extend(ErrorPage::samples().into_iter().map(Self::Error));
        pages
    }
}

impl Sample for HomePage {
    fn samples() -> Vec<Self> {
        let home = |shared, entries: Vec<EntryCard>, sections: Vec<Section>, page, total| Self {
            shared,
            entries,
            sections,
            pagination: Pagination::of(page, 12, total, list_url),
        };
        vec![
            home(site(""), full_page(), vec![section("Craft"), section(LONG_TITLE)], 1, 240),
            home(site(""), full_page(), Vec::new(), 7, 240),
            home(site(""), vec![pictured_card()], Vec::new(), 1, 1),
            home(arabic_site(""), vec![arabic_card(), arabic_card()], Vec::new(), 1, 2),
            home(minimal_site(""), Vec::new(), Vec::new(), 1, 0),
        ]
    }
}

/// As many cards as a page of the shipped theme has.
fn full_page() -> Vec<EntryCard> {
    EntryCard::samples().into_iter().cycle().take(13).collect()
}

impl Sample for EntryPage {
    fn samples() -> Vec<Self> {
        vec![
            Self {
                shared: site("A day at the printing house"),
                entry: full_entry(),
                previous: Some(link("The smell of fresh ink")),
                next: Some(link(LONG_TITLE)),
                related: brief_cards(),
                children: vec![link("How to find us"), link(LONG_TITLE)],
            },
            Self {
                shared: minimal_site("Hi"),
                entry: minimal_entry("Hi"),
                previous: None,
                next: None,
                related: Vec::new(),
                children: Vec::new(),
            },
            Self {
                shared: site(LONG_TITLE),
                entry: Entry { title: LONG_TITLE.to_owned(), cover: None, ..full_entry() },
                previous: Some(link(LONG_TITLE)),
                next: None,
                related: brief_cards().split_off(4),
                children: Vec::new(),
            },
            Self {
                shared: arabic_site("يوم في المطبعة"),
                entry: Entry {
                    html: html(
                        "المطبعة تعمل ليلًا.\n\n> اقتباس قصير\n\n- أول\n- ثانٍ\n\n| أ | ب |\n|---|---|\n| ١ | ٢ |\n",
                    ),
                    authors: vec![author("ليلى الحسن")],
                    ..minimal_entry("يوم في المطبعة")
                },
                previous: Some(link("رائحة الحبر")),
                next: Some(link("ورق جديد")),
                related: vec![arabic_card()],
                children: vec![link("ورق جديد")],
            },
        ]
    }
}

impl Sample for ArchivePage {
    fn samples() -> Vec<Self> {
        let archive = |shared, taxonomy: &str, name: &str, entries, total| Self {
            shared,
            list: ListOf::Term,
            term: Term {
                taxonomy: taxonomy.to_owned(),
                slug: "sample".to_owned(),
                name: name.to_owned(),
                description: (total > 0)
                    .then(|| "What we know about it, in one or two sentences.".to_owned()),
                image: None,
                url: format!("/{taxonomy}/sample"),
            },
            entries,
            pagination: Pagination::of(1, 12, total, list_url),
        };
        vec![
            archive(site("Typography"), "tag", "Typography", EntryCard::samples(), 90),
            archive(site(LONG_TITLE), "category", LONG_TITLE, vec![pictured_card(), arabic_card()], 2),
            archive(site("Ada Morgenstern"), "author", "Ada Morgenstern", EntryCard::samples(), 3),
            archive(arabic_site("طباعة"), "tag", "طباعة", vec![arabic_card()], 1),
            Self {
                list: ListOf::Type { content_type: "post".to_owned() },
                ..archive(site("Posts"), "", "Posts", EntryCard::samples(), 90)
            },
            archive(minimal_site("Empty"), "tag", "Empty", Vec::new(), 0),
        ]
    }
}

impl Sample for NotFoundPage {
    fn samples() -> Vec<Self> {
        let suggestions = vec![link("The smell of fresh ink"), link(LONG_TITLE)];
        vec![
            Self {
                shared: site("Not found"),
                path: "/blog/fresh-inc".to_owned(),
                suggestions,
                latest: Vec::new(),
            },
            Self {
                shared: site("Not found"),
                path: "/x".repeat(200),
                suggestions: Vec::new(),
                latest: vec![link(LONG_TITLE)],
            },
            Self {
                shared: minimal_site("Not found"),
                path: "/x".repeat(200),
                suggestions: Vec::new(),
                latest: Vec::new(),
            },
            Self {
                shared: arabic_site("غير موجود"),
                path: "/مقال".to_owned(),
                suggestions: vec![link("ورق جديد")],
                latest: Vec::new(),
            },
        ]
    }
}

impl Sample for ErrorPage {
    fn samples() -> Vec<Self> {
        let error = |shared, status, request_id: Option<&str>| Self {
            shared,
            error: ErrorNotice { status, request_id: request_id.map(str::to_owned) },
        };
        vec![
            error(site("Error"), 500, Some("01j9z3ndektsv4rrffq69g5fav")),
            error(minimal_site("Error"), 503, None),
            error(arabic_site("خطأ"), 500, None),
        ]
    }
}
