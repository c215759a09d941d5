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

pub use archive::{ArchivePage, ListOf, Term};
pub use cards::{Author, EntryCard, EntryLink, Image, Rendition, TermLink};
pub use entry::{Entry, EntryPage};
pub use failures::{ErrorNotice, ErrorPage, NotFoundPage};
pub use home::{HomePage, Section};
pub use pagination::{PageLink, Pagination};
pub use samples::Sample;
pub use site::{
    Alternate, Breadcrumb, Direction, FeedLink, MenuLink, PageMeta, ProfileLink, ShownSetting, Site, SitePage,
};

use serde::Serialize;

/// The templates that every theme has, without their suffix; one of each row.
pub const REQUIRED_TEMPLATES: [&[&str]; 5] =
    [&["404"], &["archive", "index"], &["entry"], &["error"], &["home", "index"]];

/// Names that mean a kind of page, so that a content type of the same name never gets another page's template.
const RESERVED: [&str; 9] =
    ["404", "archive", "base", "entry", "error", "home", "index", "preview", "search"];

/// One page of the site.
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and it is not kept")]
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
    /// The templates that may show any page of their kind.
    pub const GENERAL: [&'static str; 6] = ["404", "archive", "entry", "error", "home", "index"];

    /// The templates that may show this page, most specific first, without their suffix. `choosable` are those that
    /// an editor may choose.
    pub fn templates(&self, choosable: &[String]) -> Vec<String> {
        match self {
            Self::Home(_) => vec!["home".to_owned(), "index".to_owned()],
            Self::Entry(page) => {
                let Entry { content_type, slug, template, .. } = &page.entry;
                let chosen = template.iter().filter(|name| choosable.contains(name)).cloned();
                let mut names = specific(&format!("{content_type}-{slug}"));
                names.extend(chosen);
                names.extend(specific(content_type));
                names.push("entry".to_owned());
                names
            }
            Self::Archive(page) => {
                let mut names = match &page.list {
                    ListOf::Type { content_type } => specific(&format!("{content_type}-archive")),
                    ListOf::Term => {
                        let Term { taxonomy, slug, .. } = &page.term;
                        [specific(&format!("{taxonomy}-{slug}")), specific(taxonomy)].concat()
                    }
                };
                names.extend(["archive".to_owned(), "index".to_owned()]);
                names
            }
            Self::NotFound(_) => vec!["404".to_owned()],
            Self::Error(_) => vec!["error".to_owned()],
        }
    }

    /// The bytes of the longest text that a template is given, or somewhat more.
    pub(crate) fn longest_text(&self) -> usize {
        const USUAL: usize = 4 * 1024;
        match self {
            Self::Entry(page) => {
                let fields = page.entry.fields.values();
                let longest = fields.filter_map(|value| value.as_str().map(str::len)).max().unwrap_or(0);
                page.entry.html.as_str().len().max(longest).max(USUAL)
            }
            Self::Home(_) | Self::Archive(_) | Self::NotFound(_) | Self::Error(_) => USUAL,
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

/// A name made of content, unless it means a kind of page.
fn specific(name: &str) -> Vec<String> {
    if RESERVED.contains(&name) { Vec::new() } else { vec![name.to_owned()] }
}
