//! Paths that content may not take, and the prefix of a locale.

use crate::locales::Locale;

const RESERVED: [&str; 15] = [
    "admin",
    "api",
    "media",
    "go",
    "assets",
    "feed.xml",
    "rss.xml",
    "robots.txt",
    "llms.txt",
    "healthz",
    "readyz",
    "metrics",
    "mcp",
    "ghost",
    ".well-known",
];

/// Whether the first segment of `path` belongs to the server or names a locale.
///
/// Compared without case, because some proxies and file systems in front of a site do not tell cases apart.
pub fn is_reserved(path: &str, locales: &[Locale]) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default().to_lowercase();
    RESERVED.contains(&first.as_str())
        || first.strip_suffix(".xml").is_some_and(|name| name.starts_with("sitemap"))
        || locales.iter().any(|locale| !locale.is_none() && locale.as_str().to_lowercase() == first)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_and_locales_keep_their_first_segments() {
        let locales: Vec<Locale> = ["en", "pt-BR"].iter().map(|code| code.parse().unwrap()).collect();
        for (path, reserved) in [
            ("/admin", true),
            ("/Admin/x", true),
            ("/api", true),
            ("/sitemap.xml", true),
            ("/sitemap-posts-2.xml", true),
            ("/sitemap", false),
            ("/.well-known/x", true),
            ("/en", true),
            ("/pt-br/x", true),
            ("/fr", false),
            ("/about", false),
            ("/blog/admin", false),
            ("/", false),
        ] {
            assert_eq!(is_reserved(path, &locales), reserved, "{path}");
        }
    }

    #[test]
    fn the_default_locale_has_no_prefix() {
        let locale = |code: &str| code.parse::<Locale>().unwrap();
        assert_eq!(localized("/blog/a", &locale("en"), &locale("en")), "/blog/a");
        assert_eq!(localized("/blog/a", &locale("fr"), &locale("en")), "/fr/blog/a");
        assert_eq!(localized("/", &locale("fr"), &locale("en")), "/fr");
        assert_eq!(localized("/blog/a", &Locale::none(), &locale("en")), "/blog/a");
    }
}
