//! Attacks on the reader and on the server, written as Markdown: what comes out is parsed as a browser parses it, and
//! holds nothing that runs, submits, loads from elsewhere by script, or covers the page.

mod bombs;
mod parsed;
mod vectors;

use galley_render::render;

use parsed::{Document, parse};

/// The most bytes that one byte of a source may become, beside what every document may have.
const GROWTH: usize = 64;

#[test]
fn no_vector_leaves_anything_that_runs() {
    let vectors = vectors::all();
    assert!(vectors.len() >= 150, "there are only {} vectors", vectors.len());
    for vector in vectors {
        check(&vector);
        // The same inside other blocks, whose ends an attack may swallow.
        check(&format!("> {}\n\nafter", vector.replace('\n', "\n> ")));
        check(&format!("- {}\n\nafter", vector.replace('\n', "\n  ")));
        check(&format!("| a |\n|---|\n| {} |\n", vector.replace('\n', " ")));
        check(&format!(":::note {}\n{vector}\n:::\n", vector.replace('\n', " ")));
    }
}

/// Bounds on what comes out say that the work was bounded: nothing here looks at the clock.
#[test]
fn no_bomb_grows_or_nests_without_bound() {
    for bomb in bombs::all() {
        check(&bomb);
    }
}

#[test]
fn what_is_far_too_long_is_refused_before_it_is_read() {
    for sign in ["a", "*", "[", ">", "`", "<", "&", "$", ":", "|", "\n", "é"] {
        assert!(render(&sign.repeat(10 * 1024 * 1024)).is_err(), "{sign:?}");
    }
}

fn check(source: &str) {
    let start: String = source.chars().take(300).collect();
    let html = render(source).unwrap().html.as_str().to_owned();
    assert!(
        html.len() <= source.len() * GROWTH + 4096,
        "{} bytes from {}: {start}",
        html.len(),
        source.len()
    );
    let document = parse(&html);
    let Document { complaints, depth } = &document;
    let shown: String = html.chars().take(2000).collect();
    assert!(complaints.is_empty(), "{complaints:?}\nfrom {start}\nin {shown}");
    assert!(*depth <= 150, "{depth} levels from {start}");
}
