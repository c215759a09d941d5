//! Which imported text or file a link means, so that it can point there for good.

use std::collections::{BTreeSet, HashMap};

use galley_domain::ids::DocumentId;
use galley_render::markdown::rewrite_destinations;

use super::files::Files;
use super::fragments::anchor;
use super::{SiteAddress, addresses};

/// What links may mean.
#[derive(Debug, Default)]
pub(super) struct Targets {
    by_file: HashMap<String, DocumentId>,
    by_place: HashMap<String, DocumentId>,
    files: Files,
    /// Where files are now, by their path in the folder.
    urls: HashMap<String, String>,
    /// Anchors of texts that links with a fragment lead to.
    anchors: HashMap<DocumentId, Vec<String>>,
    site: Option<SiteAddress>,
}

/// The text that links stand in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) file: &'a str,
    /// Where it was served.
    pub(super) place: Option<&'a str>,
    pub(super) document: DocumentId,
}

/// A text whose links last.
#[derive(Debug)]
pub(super) struct Relinked {
    pub(super) body: String,
    /// Links into the imported site that lead nowhere, with their lines from 0.
    pub(super) dangling: Vec<(usize, String)>,
}

/// What a destination means.
enum Meant<'a> {
    Document(DocumentId),
    File(&'a str),
    /// Not ours: another site, mail, the front page.
    Elsewhere,
    Nothing,
}

impl Targets {
    pub(super) fn new(files: Files, urls: HashMap<String, String>, site: Option<SiteAddress>) -> Self {
        Self { files, urls, site, ..Self::default() }
    }

    /// The first file to claim a place keeps it.
    pub(super) fn add(&mut self, file: &str, places: &[String], document: DocumentId) {
        self.by_file.insert(file.to_owned(), document);
        for place in places {
            self.by_place.entry(place.clone()).or_insert(document);
        }
    }

    /// The texts that links with a fragment in this body lead to.
    pub(super) fn fragment_targets(&self, body: &str, here: Here<'_>) -> BTreeSet<DocumentId> {
        let mut found = BTreeSet::new();
        rewrite_destinations(body, |destination, _| {
            let (address, fragment) = split(destination);
            if fragment.is_some()
                && let Meant::Document(document) = self.meant(address, here)
            {
                found.insert(document);
            }
            None
        });
        found
    }

    /// Makes the anchors of a text known.
    pub(super) fn note_anchors(&mut self, document: DocumentId, body: &str) {
        self.anchors.insert(document, galley_render::markdown::anchors(body));
    }

    pub(super) fn relink(&self, body: &str, here: Here<'_>) -> Relinked {
        let mut dangling = BTreeSet::new();
        let body = rewrite_destinations(body, |destination, line| {
            let (address, fragment) = split(destination);
            let mut lost = || {
                dangling.insert((line, destination.to_owned()));
                None
            };
            if address.is_empty() && fragment.is_none_or(str::is_empty) {
                return None;
            }
            match self.meant(address, here) {
                Meant::Document(document) => match self.with_fragment(document, fragment) {
                    Ok(fragment) if document == here.document && address.is_empty() => {
                        Some(fragment).filter(|fragment| *fragment != destination)
                    }
                    Ok(fragment) => Some(format!("/go/{document}{fragment}")),
                    // It leads to the page at least.
                    Err(fragment) => {
                        lost();
                        (!address.is_empty()).then(|| format!("/go/{document}#{fragment}"))
                    }
                },
                Meant::File(path) => {
                    let rest = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
                    self.urls.get(path).map(|url| format!("{url}{rest}")).or_else(lost)
                }
                Meant::Elsewhere => None,
                Meant::Nothing => lost(),
            }
        });
        Relinked { body, dangling: dangling.into_iter().collect() }
    }

    /// The fragment with its sign, as the anchor is called here; as it was when there is no such anchor.
    fn with_fragment<'a>(&self, document: DocumentId, fragment: Option<&'a str>) -> Result<String, &'a str> {
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
            return Ok(String::new());
        };
        let Some(anchors) = self.anchors.get(&document) else { return Ok(format!("#{fragment}")) };
        anchor(fragment, anchors).map(|anchor| format!("#{anchor}")).ok_or(fragment)
    }

    fn meant(&self, address: &str, here: Here<'_>) -> Meant<'_> {
        if address.is_empty() {
            return Meant::Document(here.document);
        }
        let address = match self.site.as_ref().and_then(|site| site.path_in(address)) {
            Some(path) => path,
            None if address.starts_with("//") || has_scheme(address) => return Meant::Elsewhere,
            None => address,
        };
        if address == "/" {
            return Meant::Elsewhere;
        }
        if let Some(document) =
            self.by_file(address, here.file).or_else(|| self.by_place(address, here.place))
        {
            return Meant::Document(document);
        }
        self.files.meant(address, here.file, here.place).map_or(Meant::Nothing, Meant::File)
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

/// The address, without a shortcode around it, and the fragment.
fn split(destination: &str) -> (&str, Option<&str>) {
    let destination = inside_shortcode(destination).unwrap_or(destination);
    destination.split_once('#').map_or((destination, None), |(address, fragment)| (address, Some(fragment)))
}

fn has_scheme(address: &str) -> bool {
    let end = address.find([':', '/', '?', '#']);
    end.is_some_and(|at| address.as_bytes().get(at) == Some(&b':'))
}

/// `folder` and a relative path below it, without dots; none when it leads out of the root.
pub(super) fn joined(folder: &str, path: &str) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::files::Beside;
    use super::*;

    fn id(number: u128) -> DocumentId {
        format!("{number:026}").parse().unwrap()
    }

    fn targets() -> Targets {
        let mut targets = Targets::default();
        targets.add("posts/a.md", &["/posts/a".to_owned()], id(1));
        targets.add("posts/deep/b.md", &["/2015/02/13/Final-1.0-timeline".to_owned()], id(2));
        targets.add("_posts/2020-01-02-c.md", &["/pl/legal".to_owned(), "/posts/a".to_owned()], id(3));
        targets.note_anchors(id(1), "## What's next?\n\n## part\n");
        for path in ["posts/a.png", "static/b.pdf", "posts/refused.png"] {
            let beside = Beside { place: PathBuf::new(), bytes: 1 };
            targets.files.0.insert(path.to_owned(), beside);
        }
        targets.urls.insert("posts/a.png".to_owned(), "/media/x/a.png".to_owned());
        targets.urls.insert("static/b.pdf".to_owned(), "/media/y/b.pdf".to_owned());
        targets.site = Some(SiteAddress::parse("https://example.org").unwrap());
        targets
    }

    fn relinked(body: &str, file: &str, place: Option<&str>) -> Relinked {
        targets().relink(body, Here { file, place, document: id(9) })
    }

    fn check(destination: &str, file: &str, place: Option<&str>, expected: &str) {
        let Relinked { body, dangling } = relinked(&format!("[x]({destination})"), file, place);
        assert_eq!(body, format!("[x]({expected})"), "{destination} in {file}");
        assert!(dangling.is_empty(), "{destination} in {file}: {dangling:?}");
    }

    #[test]
    fn links_between_files_lead_to_entries() {
        let go = |number| format!("/go/{}", id(number));
        check("deep/b.md", "posts/x.md", None, &go(2));
        check("./deep/b.md#part", "posts/x.md", None, &format!("{}#part", go(2)));
        check("../a.md", "posts/deep/b.md", None, &go(1));
        check("@/posts/a.md", "x.md", None, &go(1));
        check("/posts/a.md", "x.md", None, &go(1));
        check("{% link _posts/2020-01-02-c.md %}", "x.md", None, &go(3));
        check("{% post_url 2020-01-02-c %}", "posts/x.md", None, &go(3));
        check("{{< ref \"a.md\" >}}", "posts/x.md", None, &go(1));
    }

    #[test]
    fn links_to_old_addresses_lead_to_entries() {
        let go = |number| format!("/go/{}", id(number));
        check("/2015/02/13/Final-1.0-timeline/", "x.md", None, &go(2));
        check("https://example.org/2015/02/13/Final-1.0-timeline/", "x.md", None, &go(2));
        check("/posts/a/#part", "x.md", None, &format!("{}#part", go(1)));
        check("../legal/", "x.md", Some("/pl/metrics"), &go(3));
        check("legal", "x.md", Some("/pl/metrics"), &go(3));
    }

    #[test]
    fn files_of_the_folder_lead_to_the_library() {
        check("a.png", "posts/x.md", None, "/media/x/a.png");
        check("/b.pdf", "posts/x.md", None, "/media/y/b.pdf");
        check("http://example.org/b.pdf#page=2", "posts/x.md", None, "/media/y/b.pdf#page=2");
    }

    #[test]
    fn fragments_follow_our_anchors() {
        check("/posts/a#what-s-next", "x.md", None, &format!("/go/{}#whats-next", id(1)));
        let mut targets = targets();
        targets.note_anchors(id(9), "## Was *this*?\n");
        let body = "[x](#Was-this) [y](#was-this) [z](#that)";
        let found = targets.relink(body, Here { file: "x.md", place: None, document: id(9) });
        assert_eq!(found.body, "[x](#was-this) [y](#was-this) [z](#that)");
        assert_eq!(found.dangling, [(0, "#that".to_owned())]);
    }

    #[test]
    fn other_links_stay() {
        for destination in [
            "https://example.com/posts/a",
            "//example.org/a.md",
            "mailto:a@example.org",
            "#part",
            "#",
            "",
            "/",
            "a:b",
        ] {
            check(destination, "posts/x.md", Some("/posts/x"), destination);
        }
    }

    #[test]
    fn what_leads_nowhere_is_named_with_its_line() {
        let body = "![a](gone.png) ![a](gone.png)\n\n<img src=\"/c.SVG?x\">\n[m](missing.md) [u](../../../a.md) ![r](refused.png)\n";
        let found = relinked(body, "posts/x.md", Some("/posts/x"));
        assert_eq!(found.body, body);
        let expected =
            [(0, "gone.png"), (2, "/c.SVG?x"), (3, "../../../a.md"), (3, "missing.md"), (3, "refused.png")];
        assert_eq!(found.dangling, expected.map(|(line, link)| (line, link.to_owned())));
    }
}
