//! Which texts may stand as a link: absolute addresses of harmless schemes, and paths of this site.

use url::Url;

/// Whether a link may have this text: an address that [`leads_outside`], or a path that begins with one slash.
pub fn is_link(address: &str) -> bool {
    is_path(address) || leads_outside(address)
}

/// Whether the text is a path of this site, with whatever query and fragment.
pub fn is_path(address: &str) -> bool {
    is_plain(address) && address.starts_with('/') && !address.starts_with("//")
}

/// Whether the text is an absolute address with `http`, `https`, `mailto` or `tel`.
pub fn leads_outside(address: &str) -> bool {
    if !is_plain(address) {
        return false;
    }
    let Ok(url) = Url::parse(address) else { return false };
    match url.scheme() {
        "http" | "https" => {
            url.host_str().is_some()
                && address.get(url.scheme().len()..).is_some_and(|rest| rest.starts_with("://"))
        }
        "mailto" | "tel" => !url.path().is_empty(),
        _ => false,
    }
}

/// Browsers drop tabs and line ends inside addresses and read `\` as `/`: neither may stand in one at all.
fn is_plain(address: &str) -> bool {
    !address.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_paths_or_by_harmless_schemes() {
        for (address, path, outside) in [
            ("/about?a=1#b", true, false),
            ("https://example.org/@galley", false, true),
            ("mailto:a@example.org", false, true),
            ("tel:+431234", false, true),
            ("//example.org", false, false),
            ("/\\example.org", false, false),
            ("/a\tb", false, false),
            ("javascript:alert(1)", false, false),
            ("JavaScript:alert(1)", false, false),
            ("java\nscript:alert(1)", false, false),
            ("data:text/html,x", false, false),
            ("https:example.org", false, false),
            ("https://", false, false),
            ("mailto:", false, false),
            ("about", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_path(address), leads_outside(address)), (path, outside), "{address}");
            assert_eq!(is_link(address), path || outside, "{address}");
        }
    }
}
