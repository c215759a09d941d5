//! What a path asks for: the locale that it begins with, the page of a list or the feed that it ends with, and what is
//! between the two. Nothing is looked up here.

use super::feed::FeedKind;
use crate::locales::Locale;

/// What stands behind the path of an entry when its Markdown is asked for.
const MARKDOWN: &str = ".md";

/// How a place is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As a page; of lists this one, from 1.
    Page(u64),
    /// Followed; of the feed this page, from 1.
    Feed { kind: FeedKind, page: u64 },
    /// Its Markdown.
    Markdown,
}

/// A decoded path, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedPath {
    /// The locale of the prefix, else the default one.
    pub locale: Locale,
    /// The one spelling: no slash at the end, no prefix for the default locale, no `/page/1`.
    pub path: String,
    /// The path without its page or feed.
    pub base: String,
    /// The base below the prefix of the locale.
    pub rest: String,
    pub form: Form,
}

impl RequestedPath {
    /// Takes `decoded`, which is NFC, apart. The first of the locales is the default one.
    pub fn read(decoded: &str, locales: &[Locale]) -> Self {
        let (locale, below) = split_locale(decoded.trim_matches('/'), locales);
        let default = locales.first().cloned().unwrap_or_default();
        let below = format!("/{below}");
        let (rest, form) = split_form(&below);
        let base = super::localized(rest, &locale, &default);
        let path = match form {
            Form::Page(page) => page_path(&base, page),
            Form::Feed { kind, page } => feed_path(&base, kind, page),
            Form::Markdown => markdown_path(&base),
        };
        Self { locale, path, base, rest: rest.to_owned(), form }
    }

    /// The paths by which routes can know of it, each once.
    pub fn candidates(&self) -> Vec<&str> {
        let mut candidates = vec![self.path.as_str()];
        for other in [self.base.as_str(), self.rest.as_str()] {
            if !candidates.contains(&other) {
                candidates.push(other);
            }
        }
        candidates
    }
}

/// The locale that a path without its first slash begins with, and what follows it.
fn split_locale<'a>(inner: &'a str, locales: &[Locale]) -> (Locale, &'a str) {
    let (first, rest) = inner.split_once('/').unwrap_or((inner, ""));
    match locales.iter().find(|locale| !locale.is_none() && locale.as_str().eq_ignore_ascii_case(first)) {
        Some(locale) => (locale.clone(), rest),
        None => (locales.first().cloned().unwrap_or_default(), inner),
    }
}

fn split_form(path: &str) -> (&str, Form) {
    let Some((before, last)) = path.rsplit_once('/') else { return (path, Form::Page(1)) };
    if let Some(kind) = FeedKind::of_file(last) {
        let (base, page) = split_page(before).unwrap_or((before, 1));
        return (or_root(base), Form::Feed { kind, page });
    }
    if let Some(base) = path.strip_suffix(MARKDOWN).filter(|base| !base.ends_with('/')) {
        return (base, Form::Markdown);
    }
    split_page(path).map_or((path, Form::Page(1)), |(base, page)| (or_root(base), Form::Page(page)))
}

fn split_page(path: &str) -> Option<(&str, u64)> {
    let (before, last) = path.rsplit_once('/')?;
    Some((before.strip_suffix("/page")?, page_number(last)?))
}

const fn or_root(path: &str) -> &str {
    if path.is_empty() { "/" } else { path }
}

/// Only the plain spelling of a number from 1 counts.
pub(super) fn page_number(text: &str) -> Option<u64> {
    let page: u64 = text.parse().ok().filter(|page| *page > 0)?;
    (page.to_string() == text).then_some(page)
}

/// The path of page `page` of the list at `base`.
pub fn page_path(base: &str, page: u64) -> String {
    match (page, base) {
        (1, _) => base.to_owned(),
        (_, "/") => format!("/page/{page}"),
        _ => format!("{base}/page/{page}"),
    }
}

/// The path of page `page` of a feed of the list at `base`.
pub fn feed_path(base: &str, kind: FeedKind, page: u64) -> String {
    format!("{}/{}", page_path(base, page).trim_end_matches('/'), kind.file())
}

/// The path of the Markdown of the entry at `base`.
pub fn markdown_path(base: &str) -> String {
    format!("{base}{MARKDOWN}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(decoded: &str) -> RequestedPath {
        let locales: Vec<Locale> = ["en", "pt-BR"].iter().map(|code| code.parse().unwrap()).collect();
        RequestedPath::read(decoded, &locales)
    }

    #[test]
    fn a_path_is_taken_apart() {
        let atom = Form::Feed { kind: FeedKind::Atom, page: 1 };
        let second = Form::Feed { kind: FeedKind::Atom, page: 2 };
        for (decoded, locale, path, base, rest, form) in [
            ("/", "en", "/", "/", "/", Form::Page(1)),
            ("/blog", "en", "/blog", "/blog", "/blog", Form::Page(1)),
            ("/blog/", "en", "/blog", "/blog", "/blog", Form::Page(1)),
            ("/blog/page/2", "en", "/blog/page/2", "/blog", "/blog", Form::Page(2)),
            ("/blog/page/1", "en", "/blog", "/blog", "/blog", Form::Page(1)),
            ("/page/3", "en", "/page/3", "/", "/", Form::Page(3)),
            ("/page/1", "en", "/", "/", "/", Form::Page(1)),
            ("/page", "en", "/page", "/page", "/page", Form::Page(1)),
            ("/blog/page/02", "en", "/blog/page/02", "/blog/page/02", "/blog/page/02", Form::Page(1)),
            ("/blog/page/0", "en", "/blog/page/0", "/blog/page/0", "/blog/page/0", Form::Page(1)),
            ("/feed.xml", "en", "/feed.xml", "/", "/", atom),
            ("/tag/été/feed.xml", "en", "/tag/été/feed.xml", "/tag/été", "/tag/été", atom),
            ("/blog/page/2/feed.xml", "en", "/blog/page/2/feed.xml", "/blog", "/blog", second),
            ("/blog/page/1/feed.xml", "en", "/blog/feed.xml", "/blog", "/blog", atom),
            ("/page/2/feed.xml", "en", "/page/2/feed.xml", "/", "/", second),
            ("/blog/a.md", "en", "/blog/a.md", "/blog/a", "/blog/a", Form::Markdown),
            ("/pt-BR/blog/a.md", "pt-BR", "/pt-BR/blog/a.md", "/pt-BR/blog/a", "/blog/a", Form::Markdown),
            ("/.md", "en", "/.md", "/.md", "/.md", Form::Page(1)),
            ("/en", "en", "/", "/", "/", Form::Page(1)),
            ("/EN/blog/page/2", "en", "/blog/page/2", "/blog", "/blog", Form::Page(2)),
            ("/pt-br", "pt-BR", "/pt-BR", "/pt-BR", "/", Form::Page(1)),
            ("/pt-BR/page/2", "pt-BR", "/pt-BR/page/2", "/pt-BR", "/", Form::Page(2)),
            ("/pt-BR/feed.xml", "pt-BR", "/pt-BR/feed.xml", "/pt-BR", "/", atom),
            ("/pt-BR/blog/a", "pt-BR", "/pt-BR/blog/a", "/pt-BR/blog/a", "/blog/a", Form::Page(1)),
            ("/fr/blog", "en", "/fr/blog", "/fr/blog", "/fr/blog", Form::Page(1)),
            ("/pt", "en", "/pt", "/pt", "/pt", Form::Page(1)),
        ] {
            let found = read(decoded);
            assert_eq!(
                (
                    found.locale.as_str(),
                    found.path.as_str(),
                    found.base.as_str(),
                    found.rest.as_str(),
                    found.form
                ),
                (locale, path, base, rest, form),
                "{decoded}"
            );
        }
    }

    #[test]
    fn a_path_is_looked_up_in_at_most_three_ways() {
        assert_eq!(read("/blog/a").candidates(), ["/blog/a"]);
        assert_eq!(read("/tag/a/page/2").candidates(), ["/tag/a/page/2", "/tag/a"]);
        assert_eq!(
            read("/pt-BR/tag/a/feed.xml").candidates(),
            ["/pt-BR/tag/a/feed.xml", "/pt-BR/tag/a", "/tag/a"]
        );
    }

    #[test]
    fn pages_and_feeds_of_a_list_have_paths() {
        assert_eq!(page_path("/", 1), "/");
        assert_eq!(page_path("/", 2), "/page/2");
        assert_eq!(page_path("/blog", 2), "/blog/page/2");
        assert_eq!(feed_path("/", FeedKind::Rss, 1), "/rss.xml");
        assert_eq!(feed_path("/blog", FeedKind::Json, 1), "/blog/feed.json");
        assert_eq!(feed_path("/blog", FeedKind::Json, 3), "/blog/page/3/feed.json");
        assert_eq!(feed_path("/", FeedKind::Atom, 2), "/page/2/feed.xml");
    }
}
