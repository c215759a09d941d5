//! The files of a theme, read once: from the binary or from a folder.
//!
//! Everything is held in memory afterwards, so no request ever turns a path into a file name.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Read as _;
use std::path::Path;

use rust_embed::RustEmbed;

use super::ThemeError;

/// A theme may have this many files, and this many bytes in them.
const MAX_FILES: usize = 2_000;
const MAX_BYTES: u64 = 50 * 1024 * 1024;
/// What is read of a manifest; a longer one is cut and is then none.
const MAX_MANIFEST: u64 = 256 * 1024;

/// Paths from the theme's folder, with `/` between the parts, and what the files hold.
pub(super) type ThemeFiles = BTreeMap<String, Cow<'static, [u8]>>;

/// The repository's themes. A debug build reads them from the source folder when a theme is loaded.
#[derive(RustEmbed)]
#[folder = "../../themes/"]
struct Shipped;

/// The names of the themes in the binary.
pub fn shipped_themes() -> Vec<String> {
    let names: BTreeSet<String> =
        Shipped::iter().filter_map(|path| path.split_once('/').map(|(name, _)| name.to_owned())).collect();
    names.into_iter().collect()
}

/// The files of a theme in the binary; none when there is no such theme.
pub(super) fn shipped(name: &str) -> ThemeFiles {
    let prefix = format!("{name}/");
    Shipped::iter()
        .filter_map(|path| {
            let inside = path.strip_prefix(&prefix)?.to_owned();
            Some((inside, Shipped::get(&path)?.data))
        })
        .collect()
}

/// The files of a theme in a folder; nothing when nothing has that path. The folder may be a link, which is how
/// people work on a theme that lives elsewhere; links and special files in it are refused, hidden files are left out.
pub(super) fn in_directory(folder: &Path) -> Result<Option<ThemeFiles>, ThemeError> {
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        // Reading it says what is wrong.
        Ok(_) | Err(_) => {}
    }
    let mut reader = Reader { files: ThemeFiles::new(), bytes: 0 };
    reader.read(folder, "")?;
    Ok(Some(reader.files))
}

/// The manifest alone, as [`in_directory`] and [`shipped`] would read it.
pub(super) fn manifest(name: &str, directory: &Path, file: &str) -> Result<Vec<u8>, ThemeError> {
    let folder = directory.join(name);
    if fs::symlink_metadata(&folder).is_err() {
        let shipped = Shipped::get(&format!("{name}/{file}")).map(|file| file.data.into_owned());
        return shipped.ok_or_else(|| ThemeError::in_file(name, "there is no such theme"));
    }
    let path = folder.join(file);
    let unreadable =
        |error: std::io::Error| ThemeError::in_file(file, format!("cannot be read: {}", error.kind()));
    if !fs::symlink_metadata(&path).map_err(unreadable)?.is_file() {
        return Err(ThemeError::in_file(file, "is no file"));
    }
    let mut content = Vec::new();
    let opened = fs::File::open(&path).map_err(unreadable)?;
    opened.take(MAX_MANIFEST).read_to_end(&mut content).map_err(unreadable)?;
    Ok(content)
}

/// What tells one state of a theme's folder from another: names, sizes and times of its files, not what they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp(u64);

/// The state of a theme's folder; none when there is no such folder. Reads no file.
pub fn stamp(folder: &Path) -> Option<Stamp> {
    let mut hasher = DefaultHasher::new();
    let mut folders = vec![folder.to_owned()];
    let mut items = 0;
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<fs::DirEntry> =
            fs::read_dir(&folder).ok()?.filter_map(Result::ok).take(MAX_FILES).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let Ok(metadata) = entry.metadata() else { continue };
            entry.path().hash(&mut hasher);
            (metadata.len(), metadata.modified().ok()).hash(&mut hasher);
            items += 1;
            if metadata.is_dir() && items < MAX_FILES {
                folders.push(entry.path());
            }
        }
    }
    Some(Stamp(hasher.finish()))
}

struct Reader {
    files: ThemeFiles,
    bytes: u64,
}

impl Reader {
    fn read(&mut self, folder: &Path, prefix: &str) -> Result<(), ThemeError> {
        let unreadable = |error: std::io::Error| {
            let place = if prefix.is_empty() { "." } else { prefix };
            ThemeError::in_file(place, format!("cannot be read: {}", error.kind()))
        };
        for item in fs::read_dir(folder).map_err(unreadable)? {
            let item = item.map_err(unreadable)?;
            let Ok(name) = item.file_name().into_string() else {
                return Err(ThemeError::in_file(prefix, "has a file whose name is not UTF-8"));
            };
            if name.starts_with('.') {
                continue;
            }
            let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
            // The kind of a directory entry is never that of a link's target.
            let kind = item.file_type().map_err(unreadable)?;
            if kind.is_dir() {
                self.read(&item.path(), &path)?;
            } else if kind.is_file() {
                self.add(&item.path(), path)?;
            } else {
                return Err(ThemeError::in_file(path, "is neither a file nor a folder"));
            }
        }
        Ok(())
    }

    fn add(&mut self, file: &Path, path: String) -> Result<(), ThemeError> {
        let mut content = Vec::new();
        // One byte more than is allowed tells that there is more, without reading all of it.
        let limit = MAX_BYTES.saturating_sub(self.bytes).saturating_add(1);
        fs::File::open(file).and_then(|file| file.take(limit).read_to_end(&mut content)).map_err(
            |error| ThemeError::in_file(path.as_str(), format!("cannot be read: {}", error.kind())),
        )?;
        self.bytes += u64::try_from(content.len()).unwrap_or(u64::MAX);
        if self.files.len() >= MAX_FILES || self.bytes > MAX_BYTES {
            let message = format!("the theme has more than {MAX_FILES} files or {MAX_BYTES} bytes");
            return Err(ThemeError::in_file(path, message));
        }
        self.files.insert(path, Cow::Owned(content));
        Ok(())
    }
}
