//! Files beside the texts: which of them a link means, and what they hold.
//!
//! Only files that the walk through the folder has met can be meant, so no link leads out of it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::PathBuf;

use bytes::Bytes;
use percent_encoding::percent_decode_str;
use sha2::{Digest as _, Sha256};

use super::links::joined;

/// The largest file that is taken, in bytes.
pub(super) const LARGEST: u64 = 64 * 1024 * 1024;
/// Folders whose content generators serve at the root.
const ROOTS: [&str; 6] = ["", "static/", "public/", "content/", "assets/", "source/"];
/// What makes pages work and is no content.
const CODE: [&str; 10] = ["html", "htm", "xhtml", "js", "mjs", "css", "php", "toml", "yml", "yaml"];

/// A file that is no Markdown.
#[derive(Debug, Clone)]
pub(super) struct Beside {
    pub(super) place: PathBuf,
    pub(super) bytes: u64,
}

/// The files of a folder by their path in it, with `/`.
#[derive(Debug, Clone, Default)]
pub(super) struct Files(pub(super) HashMap<String, Beside>);

impl Files {
    /// The file that a destination means in the text of `file`, which was served at `place`.
    pub(super) fn meant(&self, destination: &str, file: &str, place: Option<&str>) -> Option<&str> {
        let path = destination.split(['?', '#']).next().unwrap_or_default();
        let decoded = percent_decode_str(path).decode_utf8().ok()?;
        if is_code(&decoded) {
            return None;
        }
        if let Some(rooted) = decoded.strip_prefix('/') {
            return self.below_roots(&joined("", rooted)?);
        }
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = joined(folder, &decoded).and_then(|path| self.known(&path));
        beside.or_else(|| {
            let place = place?.trim_start_matches('/');
            let above = place.rsplit_once('/').map_or("", |(above, _)| above);
            [place, above].iter().find_map(|folder| self.below_roots(&joined(folder, &decoded)?))
        })
    }

    fn below_roots(&self, path: &str) -> Option<&str> {
        ROOTS.iter().find_map(|root| self.known(&format!("{root}{path}")))
    }

    fn known(&self, path: &str) -> Option<&str> {
        self.0.get_key_value(path).map(|(path, _)| path.as_str())
    }
}

impl Beside {
    /// Reads the file, never more of it than is taken.
    pub(super) fn read(&self) -> io::Result<Bytes> {
        // Once more at the last moment: what was a file may have become a link.
        if !self.place.symlink_metadata()?.is_file() {
            return Err(io::Error::other("not a file any more"));
        }
        let mut bytes = Vec::new();
        File::open(&self.place)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "too large"));
        }
        Ok(bytes.into())
    }

    pub(super) fn hash(&self) -> io::Result<[u8; 32]> {
        Ok(Sha256::digest(self.read()?).into())
    }
}

fn is_code(path: &str) -> bool {
    let suffix = path.rsplit_once('.').map(|(_, suffix)| suffix.to_ascii_lowercase());
    suffix.is_none_or(|suffix| CODE.contains(&suffix.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_means_a_file_of_the_folder_or_nothing() {
        let beside = || Beside { place: PathBuf::new(), bytes: 1 };
        let known = ["posts/a.png", "static/images/b c.png", "posts/deep/d.pdf", "chart.html", "x"];
        let files = Files(known.iter().map(|path| ((*path).to_owned(), beside())).collect());
        for (destination, file, place, expected) in [
            ("a.png", "posts/x.md", None, Some("posts/a.png")),
            ("./a.png#part", "posts/x.md", None, Some("posts/a.png")),
            ("../a.png?x", "posts/deep/x.md", None, Some("posts/a.png")),
            ("/images/b%20c.png", "posts/x.md", None, Some("static/images/b c.png")),
            ("/static/images/b c.png", "x.md", None, Some("static/images/b c.png")),
            ("../images/b%20c.png", "posts/x.md", Some("/2020/x"), Some("static/images/b c.png")),
            ("deep/d.pdf", "posts/x.md", None, Some("posts/deep/d.pdf")),
            ("../../../../etc/passwd.png", "posts/x.md", None, None),
            ("/../static/images/b c.png", "x.md", None, None),
            ("%2e%2e/%2e%2e/a.png", "posts/x.md", None, None),
            ("chart.html", "y.md", None, None),
            ("x", "y.md", None, None),
            ("", "posts/x.md", None, None),
        ] {
            assert_eq!(files.meant(destination, file, place), expected, "{destination} in {file}");
        }
    }
}
