//! The form of source files: size, names, module documentation, and what may not stand in them.

use super::{Source, check, repository, rust_sources, sources};

const MOST_LINES: usize = 500;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] =
    &["utils", "util", "helpers", "helper", "common", "types", "prelude", "misc", "shared"];

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    let mut all = rust_sources();
    all.extend(sources("web", &[".ts", ".tsx"]));
    let complaints: Vec<String> = all
        .iter()
        .filter(|source| !source.path.contains(".gen.") && !source.path.ends_with(".d.ts"))
        .map(|source| (source, source.text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(source, lines)| format!("{} has {lines} lines: split it by noun, then by verb", source.path))
        .collect();
    check(&complaints);
}

#[test]
fn files_and_folders_are_named_after_what_they_hold() {
    let complaints: Vec<String> = rust_sources()
        .iter()
        .filter(|source| {
            source.path.trim_end_matches(".rs").split('/').any(|segment| EMPTY_NAMES.contains(&segment))
        })
        .map(|source| format!("{} says nothing by its name", source.path))
        .collect();
    check(&complaints);
}

#[test]
fn every_module_says_what_it_owns() {
    let complaints: Vec<String> = rust_sources()
        .iter()
        .filter(|source| !source.path.contains("/fixtures/"))
        .filter(|source| {
            let first = source.text.lines().next().unwrap_or_default();
            first.strip_prefix("//! ").is_none_or(|sentence| sentence.split(' ').count() < 2)
        })
        .map(|source| format!("{} does not start with a `//!` sentence", source.path))
        .collect();
    check(&complaints);
}

#[test]
fn rows_of_the_database_cannot_be_sent_to_clients() {
    let complaints: Vec<String> = sources("server/store/src", &["entity.rs"])
        .iter()
        .filter(|source| source.text.contains("Serialize"))
        .map(|source| format!("{} derives Serialize: present the row by a wire type", source.path))
        .collect();
    check(&complaints);
}

#[test]
fn requests_do_not_block_on_files_or_sleep() {
    complain_about("server/http/src", &["std::fs", "std::thread::sleep"]);
}

#[test]
fn lints_are_expected_with_a_reason_and_tests_are_not_skipped() {
    // Written in two parts, so that this file does not complain about itself.
    let attributes = [concat!("#[", "allow("), concat!("#![", "allow("), concat!("#[", "ignore")];
    let mut complaints = Vec::new();
    for source in rust_sources() {
        complaints.extend(found_in(&source, &attributes));
    }
    check(&complaints);
}

#[test]
fn no_path_of_a_developers_machine_is_in_the_repository() {
    let root = repository();
    let own = format!("{}/", root.display());
    let mut patterns = vec![concat!("/", "home/"), concat!("/", "Users/"), concat!("/", "root/")];
    // A checkout directly below the root folder has too plain a path to search for.
    if root.components().count() > 2 {
        patterns.push(&own);
    }
    let mut complaints = Vec::new();
    for folder in ["server", "migrations", "tests", "docs", "web", "themes"] {
        let texts = [".rs", ".toml", ".md", ".sh", ".py", ".html", ".json", ".ts", ".tsx", ".mjs", ".snap"];
        for source in sources(folder, &texts) {
            // Fixtures hold other people's writing, which may mention a path.
            if !source.path.starts_with("tests/fixtures/") {
                complaints.extend(found_in(&source, &patterns));
            }
        }
    }
    check(&complaints);
}

fn complain_about(folder: &str, patterns: &[&str]) {
    let complaints: Vec<String> =
        sources(folder, &[".rs"]).iter().flat_map(|source| found_in(source, patterns)).collect();
    check(&complaints);
}

fn found_in(source: &Source, patterns: &[&str]) -> Vec<String> {
    let lines = source.text.lines().enumerate();
    lines
        .filter_map(|(index, line)| {
            let pattern = patterns.iter().find(|pattern| line.contains(**pattern))?;
            Some(format!("{}:{} holds `{pattern}`", source.path, index + 1))
        })
        .collect()
}
