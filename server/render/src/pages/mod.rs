//! What a template is given: one context per kind of page, each with samples to try a theme on.
//!
//! Contexts carry ready values: texts, addresses, times as ISO 8601, HTML as [`SafeHtml`](crate::SafeHtml). Lists carry
//! cards, never bodies. It owns the names that themes rely on; it does not know how the values were read.

mod archive;
mod cards;
mod entry;
mod failures;
mod home;
mod pagination;
mod samples;
mod site;

pub use archive::{ArchivePage, Term};
pub use cards::{Author, EntryCard, EntryLink, Image, TermLink};
pub use entry::{Entry, EntryPage};
pub use failures::{ErrorNotice, ErrorPage, NotFoundPage};
pub use home::{HomePage, Section};
pub use pagination::{PageLink, Pagination};
pub use samples::Sample;
pub use site::{Alternate, Breadcrumb, Direction, FeedLink, MenuLink, PageMeta, ProfileLink, Site, SitePage};

use serde::Serialize;

/// The templates that every theme has, without their suffix.
pub const REQUIRED_TEMPLATES: [&str; 5] = ["404", "archive", "entry", "error", "home"];

/// Names that mean a kind of page, so that a content type of the same name never gets another page's template.
const RESERVED: [&str; 9] =
    ["404", "archive", "base", "entry", "error", "home", "index", "preview", "search"];

/// One page of the site.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Page {
    Home(HomePage),
    Entry(Box<EntryPage>),
    Archive(ArchivePage),
    NotFound(NotFoundPage),
    Error(ErrorPage),
}

impl Page {
    /// The templates that may show this page, most specific first, without their suffix.
    pub fn templates(&self) -> Vec<String> {
        match self {
            Self::Home(_) => vec!["home".to_owned()],
            Self::Entry(page) => specific(&page.entry.content_type, &page.entry.slug, "entry"),
            Self::Archive(page) => specific(&page.term.taxonomy, &page.term.slug, "archive"),
            Self::NotFound(_) => vec!["404".to_owned()],
            Self::Error(_) => vec!["error".to_owned()],
        }
    }

    /// What every page has.
    pub fn shared(&self) -> &SitePage {
        match self {
            Self::Home(page) => &page.shared,
            Self::Entry(page) => &page.shared,
            Self::Archive(page) => &page.shared,
            Self::NotFound(page) => &page.shared,
            Self::Error(page) => &page.shared,
        }
    }

    /// As [`shared`](Self::shared), for what is known only when the page is otherwise complete.
    pub fn shared_mut(&mut self) -> &mut SitePage {
        match self {
            Self::Home(page) => &mut page.shared,
            Self::Entry(page) => &mut page.shared,
            Self::Archive(page) => &mut page.shared,
            Self::NotFound(page) => &mut page.shared,
            Self::Error(page) => &mut page.shared,
        }
    }
}

fn specific(name: &str, slug: &str, general: &str) -> Vec<String> {
    let mut templates = vec![format!("{name}-{slug}"), name.to_owned(), general.to_owned()];
    templates.retain(|template| template == general || !RESERVED.contains(&template.as_str()));
    templates
}
