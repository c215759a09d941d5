//! The corpus that fixes our Markdown dialect: each `NAME.md` of `tests/fixtures/markdown/conformance` becomes exactly
//! `NAME.html`.
//!
//! `INSTA_UPDATE=always` writes what comes out instead of comparing it; what was written has to be read.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use galley_render::markdown::RENDERER;
use galley_render::{Wording, render, render_in};
use sha2::{Digest, Sha256};

#[test]
fn every_case_of_the_corpus_becomes_what_was_written_down() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 99, "the corpus has only {} cases", cases.len());
    for case in cases {
        let source = fs::read_to_string(&case).unwrap();
        let html = render(&source).unwrap().html;
        let expected = case.with_extension("html");
        if is_updated() {
            fs::write(&expected, html.as_str()).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        if html.as_str() != expected {
            wrong.push(format!("{}\n{}", case.display(), difference(&expected, html.as_str())));
        }
    }
    assert!(wrong.is_empty(), "{} cases came out otherwise:\n\n{}", wrong.len(), wrong.join("\n"));
}

/// What is kept of published texts is known by the number of the renderer, so old results would be shown beside new
/// ones if the number stayed while results changed.
#[test]
fn the_number_of_the_renderer_is_raised_when_what_it_makes_changes() {
    let mut made = Sha256::new();
    for case in cases() {
        let source = fs::read_to_string(&case).unwrap();
        for language in ["en", "de"] {
            let rendered = render_in(Wording::of_language(language), &source).unwrap();
            made.update(format!("{case:?} {language} {rendered:?}", case = case.file_name()));
        }
    }
    let mut found = String::new();
    for byte in made.finalize() {
        write!(found, "{byte:02x}").unwrap();
    }
    let file = fixtures().join("renderer.txt");
    let written = fs::read_to_string(&file).unwrap();
    let (number, expected) = written.trim().split_once(' ').unwrap();
    let number: i32 = number.parse().unwrap();
    if is_updated() && RENDERER > number {
        fs::write(&file, format!("{RENDERER} {found}\n")).unwrap();
        return;
    }
    let same = found == expected;
    assert!(
        same || RENDERER > number,
        "the corpus becomes something else: raise `RENDERER` to {}",
        number + 1
    );
    assert!(
        same && RENDERER == number,
        "`INSTA_UPDATE=always` writes `{RENDERER} {found}` to {}",
        file.display()
    );
}

#[test]
fn no_expected_file_is_without_its_source() {
    for html in files("html") {
        assert!(html.with_extension("md").exists(), "{} has no source", html.display());
    }
}

fn cases() -> Vec<PathBuf> {
    files("md")
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/markdown")
}

fn files(extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(fixtures().join("conformance")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|found| found == extension)).collect();
    files.sort();
    files
}

#[expect(
    clippy::disallowed_methods,
    reason = "only the person who runs the tests can say that the corpus changes"
)]
fn is_updated() -> bool {
    std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always")
}

/// The lines that differ, between those that the two have in common at the beginning and at the end.
fn difference(expected: &str, found: &str) -> String {
    let expected: Vec<&str> = expected.lines().collect();
    let found: Vec<&str> = found.lines().collect();
    let same = expected.iter().zip(&found).take_while(|(expected, found)| expected == found).count();
    let rest = expected.len().min(found.len()) - same;
    let ends = expected.iter().rev().zip(found.iter().rev());
    let same_end = ends.take(rest).take_while(|(expected, found)| expected == found).count();
    let part = |sign: &str, lines: &[&str]| -> Vec<String> {
        lines[same..lines.len() - same_end].iter().map(|line| format!("{sign} {line}")).collect()
    };
    let lines = [part("-", &expected), part("+", &found)].concat();
    format!("from line {}\n{}\n", same + 1, lines.join("\n"))
}
