//! The address under which the imported content was served, by which full addresses lead to it.

use crate::error::AppError;

/// A host, and perhaps a path, without a scheme and without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAddress(String);

impl SiteAddress {
    /// `https://example.org/blog`; whether it is `http` or `https` makes no difference.
    pub fn parse(address: &str) -> Result<Self, AppError> {
        let rest = without_scheme(address).map(|rest| rest.trim_end_matches('/'));
        let fits = |rest: &&str| {
            !rest.is_empty() && !rest.starts_with('/') && !rest.contains(['?', '#', '@', ' ', '\\'])
        };
        match rest.filter(fits) {
            Some(rest) => Ok(Self(rest.to_ascii_lowercase())),
            None => Err(AppError::Input(format!(
                "`{address}` is no address of a site; hint: it begins with `https://`"
            ))),
        }
    }

    /// What stands behind the site in a full address: a path that begins with a slash, and what follows it.
    pub(super) fn path_in<'a>(&self, address: &'a str) -> Option<&'a str> {
        let rest = without_scheme(address)?;
        let (site, path) = rest.split_at_checked(self.0.len())?;
        if !site.eq_ignore_ascii_case(&self.0) {
            return None;
        }
        match path.chars().next() {
            None => Some("/"),
            Some('/') => Some(path),
            Some(_) => None,
        }
    }
}

fn without_scheme(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_addresses_of_the_site_have_a_path_in_it() {
        let site = SiteAddress::parse("https://Blog.example.org/").unwrap();
        for (address, path) in [
            ("https://blog.example.org/2020/a.html#b", Some("/2020/a.html#b")),
            ("http://BLOG.example.org", Some("/")),
            ("https://blog.example.org.evil.example/a", None),
            ("https://example.org/a", None),
            ("ftp://blog.example.org/a", None),
            ("/a", None),
        ] {
            assert_eq!(site.path_in(address), path, "{address}");
        }
        let below = SiteAddress::parse("https://example.org/blog").unwrap();
        assert_eq!(below.path_in("https://example.org/blog/a"), Some("/a"));
        assert_eq!(below.path_in("https://example.org/blogs/a"), None);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for wrong in ["", "example.org", "ftp://x", "https://", "https:///x", "https://a?b", "https://u@x"] {
            assert!(SiteAddress::parse(wrong).is_err(), "{wrong}");
        }
    }
}
