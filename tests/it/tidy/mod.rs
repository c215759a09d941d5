//! Rules about the repository itself that a machine can check, so that reviewers need not.
//!
//! Owns where files may be, how large they may grow and which crate may know which. What the code does is tested
//! elsewhere.

mod crates;
mod documents;
mod sources;
mod top_level;

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that are made by tools or by running the program, at any depth.
const NOT_OURS: &[&str] = &["target", "node_modules", ".git", "dist"];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository").to_owned()
}

/// A file of the repository: its path from the root, with forward slashes, and its text.
struct Source {
    path: String,
    text: String,
}

/// Every text file below `folder` whose name ends in one of `extensions`.
fn sources(folder: &str, extensions: &[&str]) -> Vec<Source> {
    let root = repository();
    let mut found = Vec::new();
    let mut waiting = vec![root.join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the repository is readable") {
            let path = entry.expect("an entry is readable").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !NOT_OURS.contains(&name.as_str()) {
                waiting.push(path);
            } else if path.is_file() && extensions.iter().any(|extension| name.ends_with(extension)) {
                let relative = path.strip_prefix(&root).expect("found below the root").to_string_lossy();
                // A fixture may hold bytes that are no UTF-8 on purpose.
                let bytes = fs::read(&path).expect("a source file is readable");
                let text = String::from_utf8_lossy(&bytes).into_owned();
                found.push(Source { path: relative.replace('\\', "/"), text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The Rust files of all crates.
fn rust_sources() -> Vec<Source> {
    ["server", "migrations", "tests"].iter().flat_map(|folder| sources(folder, &[".rs"])).collect()
}

/// Fails with all complaints at once, so that one run shows everything there is to mend.
fn check(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} complaint(s):\n  {}", complaints.len(), complaints.join("\n  "));
}
