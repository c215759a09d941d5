//! The files of a folder, read once and in order. Never outside the folder: symbolic links are not followed.

use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::files::{Beside, Files};
use crate::imports::{FileReport, Problem};

/// Longest Markdown file that is read, in bytes.
const LONGEST_FILE: u64 = 4 * 1024 * 1024;
/// Folders in folders.
const DEEPEST: usize = 32;
/// Longest path that an import remembers, in characters.
const LONGEST_PATH: usize = 510;
/// What stands before the path of a file where it is remembered.
const LONGEST_MARK: usize = 6;

/// A Markdown file with its text.
#[derive(Debug)]
pub(super) struct Source {
    /// Relative to the folder, with `/`.
    pub(super) file: String,
    pub(super) text: String,
    pub(super) hash: [u8; 32],
}

/// What a folder holds.
#[derive(Debug, Default)]
pub(super) struct Folder {
    pub(super) sources: Vec<Source>,
    /// What texts may lead to.
    pub(super) files: Files,
    /// Answers for the files that hold no Markdown that can be read.
    pub(super) others: Vec<FileReport>,
}

/// Reads all files below `root`. Hidden files and folders are passed over, as generators do.
pub(super) fn read(root: &Path) -> io::Result<Folder> {
    let mut folder = Folder::default();
    read_into(root, "", 0, &mut folder)?;
    // Shallow files first: of two that want one slug, the one nearer to the root gets it.
    folder.sources.sort_by(|a, b| {
        let depth = |source: &Source| source.file.matches('/').count();
        (depth(a), &a.file).cmp(&(depth(b), &b.file))
    });
    Ok(folder)
}

fn read_into(directory: &Path, prefix: &str, depth: usize, folder: &mut Folder) -> io::Result<()> {
    // Read before anything is answered: a folder is read as a whole or is a failure of its own.
    let items: Vec<fs::DirEntry> = fs::read_dir(directory)?.collect::<io::Result<_>>()?;
    for item in items {
        let name = item.file_name();
        let Some(name) = name.to_str() else {
            let shown = format!("{prefix}{}", name.to_string_lossy());
            folder
                .others
                .push(FileReport::failed(shown, vec![Problem::of_file("the file's name is not UTF-8")]));
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        let file = format!("{prefix}{name}");
        // The kind of a directory entry is never that of a link's target.
        let kind = item.file_type()?;
        if kind.is_dir() {
            read_folder(&item.path(), &file, depth + 1, folder);
        } else if kind.is_file() {
            read_file(&item.path(), file, folder);
        } else {
            let reason = if kind.is_symlink() { "a symbolic link" } else { "not a file" };
            folder.others.push(FileReport::skipped(file, reason));
        }
    }
    Ok(())
}

/// A folder in the folder: what is wrong with it is its own answer and stops nothing else.
fn read_folder(path: &Path, file: &str, depth: usize, folder: &mut Folder) {
    let prefix = format!("{file}/");
    let problem = if depth > DEEPEST {
        format!("is nested too deep: at most {DEEPEST} folders")
    } else {
        match read_into(path, &prefix, depth, folder) {
            Ok(()) => return,
            Err(error) => format!("cannot be read: {}", error.kind()),
        }
    };
    folder.others.push(FileReport::failed(prefix, vec![Problem::of_file(problem)]));
}

fn read_file(path: &Path, file: String, folder: &mut Folder) {
    if !is_markdown(&file) {
        return take_file(path, file, folder);
    }
    if file.chars().count() > LONGEST_PATH {
        let problem = format!("its path is too long: at most {LONGEST_PATH} characters");
        folder.others.push(FileReport::failed(file, vec![Problem::of_file(problem)]));
        return;
    }
    match text_of(path) {
        Ok(text) => {
            let hash = Sha256::digest(text.as_bytes()).into();
            folder.sources.push(Source { file, text, hash });
        }
        Err(message) => folder.others.push(FileReport::failed(file, vec![Problem::of_file(message)])),
    }
}

/// Remembers a file that texts may lead to.
fn take_file(path: &Path, file: String, folder: &mut Folder) {
    if file.chars().count() > LONGEST_PATH - LONGEST_MARK {
        folder.others.push(FileReport::skipped(file, "its path is too long"));
        return;
    }
    match fs::symlink_metadata(path) {
        Ok(about) => {
            let beside = Beside { place: path.to_owned(), bytes: about.len() };
            folder.files.0.insert(file, beside);
        }
        Err(error) => {
            let problem = Problem::of_file(format!("cannot be read: {}", error.kind()));
            folder.others.push(FileReport::failed(file, vec![problem]));
        }
    }
}

fn text_of(path: &Path) -> Result<String, String> {
    let unreadable = |error: io::Error| format!("cannot be read: {}", error.kind());
    if fs::metadata(path).map_err(unreadable)?.len() > LONGEST_FILE {
        return Err(format!("too large: at most {LONGEST_FILE} bytes"));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        format!("not UTF-8 at line {line}")
    })?;
    if text.contains('\0') {
        return Err("holds a NUL character".to_owned());
    }
    Ok(text)
}

fn is_markdown(file: &str) -> bool {
    let suffix = file.rsplit_once('.').map(|(_, suffix)| suffix.to_ascii_lowercase());
    suffix.is_some_and(|suffix| matches!(suffix.as_str(), "md" | "markdown" | "mdown" | "mkd"))
}
