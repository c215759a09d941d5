//! Files at the root of the site that tell machines what is on it.

/// A file that is there whatever the site holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteFile {
    /// `/robots.txt`
    Robots,
    /// `/llms.txt`: what language models may begin with.
    Llms,
    /// `/sitemap.xml`: the whole sitemap, or the list of its parts.
    Sitemap,
    /// `/sitemap-{number}.xml`: a part of the sitemap, from 1.
    SitemapPart(u32),
}

impl SiteFile {
    /// The file at a path, in its one spelling.
    pub fn at(path: &str) -> Option<Self> {
        match path {
            "/robots.txt" => Some(Self::Robots),
            "/llms.txt" => Some(Self::Llms),
            "/sitemap.xml" => Some(Self::Sitemap),
            _ => {
                let number = path.strip_prefix("/sitemap-")?.strip_suffix(".xml")?;
                let part: u32 = number.parse().ok().filter(|part| *part > 0)?;
                (part.to_string() == number).then_some(Self::SitemapPart(part))
            }
        }
    }

    pub fn path(self) -> String {
        match self {
            Self::Robots => "/robots.txt".to_owned(),
            Self::Llms => "/llms.txt".to_owned(),
            Self::Sitemap => "/sitemap.xml".to_owned(),
            Self::SitemapPart(part) => format!("/sitemap-{part}.xml"),
        }
    }
}

/// When a page changed as a sitemap says it: its publication, unless it was changed after it had settled. Times are those
/// of creation, of the last change, and of publication.
pub fn page_changed_at((created, updated, published): (i64, i64, Option<i64>), settling: i64) -> i64 {
    let settled = created.max(published.unwrap_or(i64::MIN));
    if updated > settled.saturating_add(settling) { updated } else { published.unwrap_or(settled) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::belongs_to_server;

    #[test]
    fn each_file_has_one_path_that_no_content_can_have() {
        for file in [
            SiteFile::Robots,
            SiteFile::Llms,
            SiteFile::Sitemap,
            SiteFile::SitemapPart(1),
            SiteFile::SitemapPart(40),
        ] {
            assert_eq!(SiteFile::at(&file.path()), Some(file));
            assert!(belongs_to_server(&file.path()), "{file:?}");
        }
        for path in [
            "/sitemap-0.xml",
            "/sitemap-01.xml",
            "/sitemap-+1.xml",
            "/sitemap-x.xml",
            "/sitemap-99999999999.xml",
            "/sitemap.xml/",
            "/Sitemap.xml",
            "/x/robots.txt",
        ] {
            assert_eq!(SiteFile::at(path), None, "{path}");
        }
    }
}
