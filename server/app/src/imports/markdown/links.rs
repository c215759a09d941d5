//! Which imported file a link means, so that it can point to the entry for good.

use std::collections::HashMap;

use galley_domain::ids::DocumentId;

use super::{addresses, destinations};

const PICTURES: [&str; 8] = ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp", "bmp"];

/// The documents that links may mean.
#[derive(Debug, Default)]
pub(super) struct Targets {
    by_file: HashMap<String, DocumentId>,
    by_place: HashMap<String, DocumentId>,
}

impl Targets {
    /// The first file to claim a place keeps it.
    pub(super) fn add(&mut self, file: &str, places: &[String], document: DocumentId) {
        self.by_file.insert(file.to_owned(), document);
        for place in places {
            self.by_place.entry(place.clone()).or_insert(document);
        }
    }

    /// The body with lasting links, and the pictures it shows that lie beside it and stay behind.
    pub(super) fn relink(&self, body: &str, file: &str, place: Option<&str>) -> (String, Vec<String>) {
        let mut pictures = Vec::new();
        let body = destinations::rewrite(body, |destination| {
            if is_local_picture(destination) && !pictures.iter().any(|known| known == destination) {
                pictures.push(destination.to_owned());
            }
            self.resolve(destination, file, place)
        });
        (body, pictures)
    }

    fn resolve(&self, destination: &str, file: &str, place: Option<&str>) -> Option<String> {
        let destination = inside_shortcode(destination).unwrap_or(destination);
        let (address, fragment) = match destination.split_once('#') {
            Some((address, fragment)) => (address, format!("#{fragment}")),
            None => (destination, String::new()),
        };
        if address.is_empty() || address.contains(':') || address.starts_with("//") {
            return None;
        }
        let document = self.by_file(address, file).or_else(|| self.by_place(address, place))?;
        Some(format!("/go/{document}{fragment}"))
    }

    fn by_file(&self, address: &str, file: &str) -> Option<DocumentId> {
        // `@/` is the content folder of Zola, which is what was imported, or lies in it.
        if let Some(path) = address.strip_prefix("@/").or_else(|| address.strip_prefix('/')) {
            return [path.to_owned(), format!("content/{path}")]
                .iter()
                .find_map(|path| self.by_file.get(path))
                .copied();
        }
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = joined(folder, address).and_then(|path| self.by_file.get(&path).copied());
        beside.or_else(|| self.by_file.get(address).copied()).or_else(|| self.by_name(address))
    }

    /// `{% post_url 2020-01-02-name %}` names a file without its folder and suffix.
    fn by_name(&self, address: &str) -> Option<DocumentId> {
        if address.contains(['/', '.']) {
            return None;
        }
        self.by_file.get(&format!("_posts/{address}.md")).copied()
    }

    /// A page was served with a slash at its end or without, which decides what a relative address means.
    fn by_place(&self, address: &str, place: Option<&str>) -> Option<DocumentId> {
        if address.starts_with('/') {
            return self.by_place.get(&addresses::normalise(address)?).copied();
        }
        let place = place?.trim_start_matches('/');
        let above = place.rsplit_once('/').map_or("", |(above, _)| above);
        [place, above]
            .iter()
            .filter_map(|folder| addresses::normalise(&joined(folder, address)?))
            .find_map(|path| self.by_place.get(&path).copied())
    }
}

/// `folder` and a relative path below it, without dots; none when it leads out of the root.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in path.split('?').next().unwrap_or_default().split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

/// The name inside `{% link x %}`, `{% post_url x %}`, `{{< ref "x" >}}` and `{{< relref "x" >}}`.
fn inside_shortcode(destination: &str) -> Option<&str> {
    let inner = destination
        .strip_prefix("{%")
        .and_then(|rest| rest.strip_suffix("%}"))
        .or_else(|| destination.strip_prefix("{{<").and_then(|rest| rest.strip_suffix(">}}")))?;
    let (function, name) = inner.trim().split_once(' ')?;
    matches!(function, "link" | "post_url" | "ref" | "relref").then(|| name.trim().trim_matches('"'))
}

fn is_local_picture(destination: &str) -> bool {
    let path = destination.split(['?', '#']).next().unwrap_or_default();
    let suffix = path.rsplit_once('.').map(|(_, suffix)| suffix.to_ascii_lowercase());
    !destination.contains("://")
        && !destination.starts_with("//")
        && suffix.is_some_and(|suffix| PICTURES.contains(&suffix.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> DocumentId {
        format!("{number:026}").parse().unwrap()
    }

    fn targets() -> Targets {
        let mut targets = Targets::default();
        targets.add("posts/a.md", &["/posts/a".to_owned()], id(1));
        targets.add("posts/deep/b.md", &["/2015/02/13/Final-1.0-timeline".to_owned()], id(2));
        targets.add("_posts/2020-01-02-c.md", &["/pl/legal".to_owned(), "/posts/a".to_owned()], id(3));
        targets
    }

    fn check(destination: &str, file: &str, place: Option<&str>, target: Option<u128>) {
        let (written, _) = targets().relink(&format!("[x]({destination})"), file, place);
        let fragment =
            destination.split_once('#').map_or(String::new(), |(_, fragment)| format!("#{fragment}"));
        let expected =
            target.map_or(destination.to_owned(), |number| format!("/go/{}{fragment}", id(number)));
        assert_eq!(written, format!("[x]({expected})"), "{destination} in {file}");
    }

    #[test]
    fn links_between_files_lead_to_entries() {
        check("deep/b.md", "posts/x.md", None, Some(2));
        check("./deep/b.md#part", "posts/x.md", None, Some(2));
        check("../a.md", "posts/deep/b.md", None, Some(1));
        check("@/posts/a.md", "x.md", None, Some(1));
        check("/posts/a.md", "x.md", None, Some(1));
        check("{% link _posts/2020-01-02-c.md %}", "x.md", None, Some(3));
        check("{% post_url 2020-01-02-c %}", "posts/x.md", None, Some(3));
        check("{{< ref \"a.md\" >}}", "posts/x.md", None, Some(1));
    }

    #[test]
    fn links_to_old_addresses_lead_to_entries() {
        check("/2015/02/13/Final-1.0-timeline/", "x.md", None, Some(2));
        check("/posts/a/#part", "x.md", None, Some(1));
        check("../legal/", "x.md", Some("/pl/metrics"), Some(3));
        check("legal", "x.md", Some("/pl/metrics"), Some(3));
    }

    #[test]
    fn other_links_stay() {
        for destination in [
            "https://example.org/posts/a",
            "//example.org/a.md",
            "mailto:a@example.org",
            "#part",
            "missing.md",
            "../../../a.md",
            "/",
        ] {
            check(destination, "posts/x.md", Some("/posts/x"), None);
        }
    }

    #[test]
    fn pictures_that_stay_behind_are_named() {
        let body = "![a](a.png) ![a](a.png) ![b](https://example.org/b.png) <img src=\"/c.SVG?x\">";
        let (same, pictures) = targets().relink(body, "posts/x.md", None);
        assert_eq!(same, body);
        assert_eq!(pictures, ["a.png", "/c.SVG?x"]);
    }
}
