//! The top level of the repository is short, so that a newcomer sees where things are.

use std::collections::BTreeSet;
use std::fs;

use super::{check, repository};

const FOLDERS: &[&str] = &["docs", "migrations", "server", "tests", "themes", "web"];

const FILES: &[&str] = &[
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "clippy.toml",
    "deny.toml",
    "rustfmt.toml",
];

/// Made by building or by running, and named in `.gitignore`.
const IGNORED: &[&str] = &["data", "galley.toml", "target"];

#[test]
fn the_top_level_holds_what_the_architecture_names_and_nothing_else() {
    let expected: BTreeSet<String> = FOLDERS.iter().chain(FILES).map(|name| (*name).to_owned()).collect();
    let found: BTreeSet<String> = fs::read_dir(repository())
        .expect("the repository is readable")
        .map(|entry| entry.expect("an entry is readable").file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && !IGNORED.contains(&name.as_str()))
        .collect();
    let mut complaints: Vec<String> =
        found.difference(&expected).map(|name| format!("`{name}` has no place at the top level")).collect();
    complaints.extend(expected.difference(&found).map(|name| format!("`{name}` is missing")));
    check(&complaints);
}
