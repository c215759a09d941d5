//! Paths that content may not take, who holds them, and the prefix of a locale.

use std::fmt;

use super::feed::FeedKind;
use super::request::page_number;
use crate::locales::Locale;
use crate::schema::{Model, TypeName};

/// First segments that the server answers, or will.
const SERVER: [&str; 20] = [
    "admin",
    "api",
    "media",
    "go",
    "assets",
    "search",
    "preview",
    "robots.txt",
    "llms.txt",
    "favicon.ico",
    "favicon.svg",
    "apple-touch-icon.png",
    "manifest.webmanifest",
    "service-worker.js",
    "healthz",
    "readyz",
    "metrics",
    "mcp",
    "ghost",
    ".well-known",
];

/// What has a path that no entry can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// The server itself: its APIs, the files of the theme, `robots.txt`.
    Server,
    /// All paths that begin with a locale's code.
    Locale(Locale),
    /// The further pages of lists, `/page/{number}`.
    Pages,
    /// A feed of a list.
    Feed,
    /// The list of a type.
    List(TypeName),
}

impl Holder {
    /// Who has `path`, which has no locale's prefix, whatever entries there are.
    pub fn of(path: &str, model: &Model) -> Option<Self> {
        let fixed = Self::of_fixed(path, &model.locales);
        fixed.or_else(|| {
            let list = model.lists().into_iter().find(|list| list.path == path)?;
            Some(Self::List(list.content_type))
        })
    }

    /// As [`Holder::of`], lists aside.
    ///
    /// Compared without case, because some proxies and file systems in front of a site do not tell cases apart.
    pub fn of_fixed(path: &str, locales: &[Locale]) -> Option<Self> {
        if belongs_to_server(path) {
            return Some(Self::Server);
        }
        let first = first_segment(path);
        let named = |locale: &&Locale| !locale.is_none() && locale.as_str().eq_ignore_ascii_case(first);
        if let Some(locale) = locales.iter().find(named) {
            return Some(Self::Locale(locale.clone()));
        }
        let (before, last) = path.rsplit_once('/')?;
        if FeedKind::of_file(last).is_some() {
            return Some(Self::Feed);
        }
        (before.ends_with("/page") && page_number(last).is_some()).then_some(Self::Pages)
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server => f.write_str("the server"),
            Self::Locale(locale) => write!(f, "the locale `{locale}`"),
            Self::Pages => f.write_str("the pages of a list"),
            Self::Feed => f.write_str("a feed"),
            Self::List(name) => write!(f, "the list of `{name}`"),
        }
    }
}

/// Whether the first segment is one that another part of the server answers, so that no page is there.
pub fn belongs_to_server(path: &str) -> bool {
    let first = first_segment(path).to_lowercase();
    SERVER.contains(&first.as_str())
        || first.strip_suffix(".xml").is_some_and(|name| name.starts_with("sitemap"))
}

fn first_segment(path: &str) -> &str {
    path.trim_start_matches('/').split('/').next().unwrap_or_default()
}

/// The public path of `path` in `locale`: the default locale and entries without one have no prefix.
pub fn localized(path: &str, locale: &Locale, default: &Locale) -> String {
    if locale.is_none() || locale == default {
        path.to_owned()
    } else if path == "/" {
        format!("/{locale}")
    } else {
        format!("/{locale}{path}")
    }
}

/// The path below the prefix of its locale: what [`localized`] was given.
pub fn unlocalized<'a>(path: &'a str, locale: &Locale, default: &Locale) -> &'a str {
    if locale.is_none() || locale == default {
        return path;
    }
    let below = path.strip_prefix('/').and_then(|inner| inner.strip_prefix(locale.as_str()));
    match below {
        Some("") => "/",
        Some(below) if below.starts_with('/') => below,
        Some(_) | None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_content_keeps_its_paths() {
        let locales: Vec<Locale> = ["en", "pt-BR"].iter().map(|code| code.parse().unwrap()).collect();
        for (path, holder) in [
            ("/admin", "the server"),
            ("/Admin/x", "the server"),
            ("/api", "the server"),
            ("/go/x", "the server"),
            ("/search", "the server"),
            ("/preview/x", "the server"),
            ("/sitemap.xml", "the server"),
            ("/sitemap-posts-2.xml", "the server"),
            ("/.well-known/x", "the server"),
            ("/favicon.ico", "the server"),
            ("/en", "the locale `en`"),
            ("/pt-br/x", "the locale `pt-BR`"),
            ("/feed.xml", "a feed"),
            ("/blog/rss.xml", "a feed"),
            ("/page/2", "the pages of a list"),
            ("/blog/page/12", "the pages of a list"),
            ("/sitemap", ""),
            ("/fr", ""),
            ("/about", ""),
            ("/blog/admin", ""),
            ("/page", ""),
            ("/page/two", ""),
            ("/", ""),
        ] {
            let found =
                Holder::of_fixed(path, &locales).map_or_else(String::new, |holder| holder.to_string());
            assert_eq!(found, holder, "{path}");
        }
    }

    #[test]
    fn the_default_locale_has_no_prefix() {
        let locale = |code: &str| code.parse::<Locale>().unwrap();
        assert_eq!(localized("/blog/a", &locale("en"), &locale("en")), "/blog/a");
        assert_eq!(localized("/blog/a", &locale("fr"), &locale("en")), "/fr/blog/a");
        assert_eq!(localized("/", &locale("fr"), &locale("en")), "/fr");
        assert_eq!(localized("/blog/a", &Locale::none(), &locale("en")), "/blog/a");
        for path in ["/", "/blog/a", "/frost"] {
            for own in [locale("en"), locale("fr"), Locale::none()] {
                let public = localized(path, &own, &locale("en"));
                assert_eq!(unlocalized(&public, &own, &locale("en")), path);
            }
        }
    }
}
