//! Where a file was served before, so that old links keep working: one spelling per path.

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization as _;

use super::dates;

/// Longest path that becomes a redirect.
const LONGEST: usize = 1_024;

/// A path as routes hold it: decoded, NFC, with a slash at its start and none at its end.
///
/// None for the root, for other schemes than http, and for what no browser would ask for.
pub(super) fn normalise(address: &str) -> Option<String> {
    let path = match address.split_once("://") {
        Some(("http" | "https", rest)) => rest.split_once('/').map(|(_, path)| path)?,
        Some(_) => return None,
        None => address,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let mut segments: Vec<&str> = decoded.split('/').filter(|segment| !segment.is_empty()).collect();
    if segments.last().is_some_and(|last| matches!(*last, "index.html" | "index.htm")) {
        segments.pop();
    }
    let strange = |segment: &&str| {
        matches!(*segment, "." | "..") || segment.chars().any(|c| c.is_control() || matches!(c, '\\' | ';'))
    };
    if segments.is_empty() || segments.iter().any(strange) {
        return None;
    }
    let path: String = format!("/{}", segments.join("/")).nfc().collect();
    (path.len() <= LONGEST).then_some(path)
}

/// Where the common generators would serve a file that does not say where it goes.
///
/// `file` is relative to the folder, `name` the file's or folder's name without date and suffix.
pub(super) fn by_generators(file: &str, name: &str) -> Vec<String> {
    let mut folders: Vec<&str> = file.split('/').collect();
    let stem = folders.pop().unwrap_or_default();
    if is_index(stem) {
        folders.pop();
    }
    if folders.first() == Some(&"content") {
        folders.remove(0);
    }
    let mut places = Vec::new();
    if let Some(position) = folders.iter().position(|folder| matches!(*folder, "_posts" | "_drafts")) {
        // Jekyll: the other folders are categories.
        folders.remove(position);
        let day = dates::from_path(file).map(galley_domain::text::instant::show);
        let day = day.as_deref().and_then(|day| day.get(..10)).map(|day| day.replace('-', "/"));
        let path = join(&folders, &day.map_or(name.to_owned(), |day| format!("{day}/{name}")));
        places.extend([format!("{path}.html"), path]);
    } else if let Some(collection) = folders.first().and_then(|first| first.strip_prefix('_')) {
        let inner = folders.get(1..).unwrap_or_default();
        let path = join(inner, name);
        places.extend([format!("/{collection}{path}.html"), format!("/{collection}{path}"), path]);
    } else {
        places.push(join(&folders, name));
        let lower = join(&folders, name).to_lowercase();
        places.push(lower);
        if let Some(dated) = stem.rsplit_once('.').map(|(stem, _)| stem).filter(|stem| !is_index(stem)) {
            places.push(join(&folders, dated));
        }
    }
    let mut found: Vec<String> = Vec::new();
    for place in places.iter().filter_map(|place| normalise(place)) {
        if !found.contains(&place) {
            found.push(place);
        }
    }
    found
}

fn join(folders: &[&str], name: &str) -> String {
    let mut path = String::new();
    for part in folders.iter().chain([&name]) {
        path.push('/');
        path.push_str(part);
    }
    path
}

/// Whether a file stands for its folder; with or without the suffix.
pub(super) fn is_index(name: &str) -> bool {
    matches!(name.split('.').next(), Some("index"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_spelling() {
        for (address, path) in [
            ("2016/11/10/Rust-1.13", Some("/2016/11/10/Rust-1.13")),
            ("/a/b/", Some("/a/b")),
            ("//a//b", Some("/a/b")),
            ("a.html", Some("/a.html")),
            ("/a/index.html", Some("/a")),
            ("https://example.org/a/b/?x=1#y", Some("/a/b")),
            ("/%C3%A9t%C3%A9", Some("/été")),
            ("/e\u{301}", Some("/é")),
            ("/", None),
            ("", None),
            ("https://example.org", None),
            ("mailto://x", None),
            ("/a/../b", None),
            ("/a\nb", None),
            ("/%ff", None),
        ] {
            assert_eq!(normalise(address).as_deref(), path, "{address}");
        }
    }

    #[test]
    fn generators_serve_files_at_known_places() {
        for (file, name, paths) in [
            ("posts/hello.md", "hello", vec!["/posts/hello"]),
            ("content/posts/Hello.md", "Hello", vec!["/posts/Hello", "/posts/hello"]),
            ("posts/2020-01-02-hello.md", "hello", vec!["/posts/hello", "/posts/2020-01-02-hello"]),
            ("posts/hello/index.md", "hello", vec!["/posts/hello"]),
            ("_posts/2020-01-02-hello.md", "hello", vec!["/2020/01/02/hello.html", "/2020/01/02/hello"]),
            (
                "news/_posts/2020-01-02-hello.md",
                "hello",
                vec!["/news/2020/01/02/hello.html", "/news/2020/01/02/hello"],
            ),
            (
                "_articles/pl/legal.md",
                "legal",
                vec!["/articles/pl/legal.html", "/articles/pl/legal", "/pl/legal"],
            ),
        ] {
            assert_eq!(by_generators(file, name), paths, "{file}");
        }
    }
}
