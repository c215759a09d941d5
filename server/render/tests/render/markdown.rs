//! What Markdown becomes: the dialect, anchors, excerpts, references, and real pieces.

use std::fs;
use std::path::Path;

use galley_render::{References, RenderError, Wording, excerpt, references, render, render_in};

const ID: &str = "01j9z3ndektsv4rrffq69g5fav";
const OTHER: &str = "01j9z3ndektsv4rrffq69g5faw";

fn html(source: &str) -> String {
    render(source).unwrap().html.as_str().to_owned()
}

fn check(source: &str, expected: &str) {
    assert_eq!(html(source).trim_end(), expected, "{source}");
}

#[test]
fn common_markdown_becomes_html() {
    check("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>");
    check("~~gone~~", "<p><del>gone</del></p>");
    check("<https://example.org>", "<p><a href=\"https://example.org\">https://example.org</a></p>");
    check("1 < 2 & \"three\"", "<p>1 &lt; 2 &amp; \"three\"</p>");
    check("a\\\nb", "<p>a<br>\nb</p>");
    check("> q", "<blockquote>\n<p>q</p>\n</blockquote>");
    check(
        "<details open><summary>s</summary>x</details>",
        "<details open=\"\"><summary>s</summary>x</details>",
    );
}

#[test]
fn code_blocks_name_their_language() {
    let code = |class: &str, code: &str| format!("<pre tabindex=\"0\"><code{class}>{code}\n</code></pre>");
    check("```text\n1 < 2\n```", &code(" class=\"language-text\"", "1 &lt; 2"));
    check("```Rust,ignore\nx\n```", &code(" class=\"language-rust\"", "x"));
    check("```c++ {1-3}\nx\n```", &code(" class=\"language-c++\"", "x"));
    check("```\"onx=\nx\n```", &code("", "x"));
    check("    x\n", &code("", "x"));
}

#[test]
fn tables_align_by_class_and_scroll_in_a_wrapper() {
    check(
        "|a|b|c|\n|:-|:-:|-:|\n|1|2|3|",
        "<div class=\"table-wrap\" tabindex=\"0\"><table><thead><tr><th scope=\"col\" class=\"align-start\">a</th>\
         <th scope=\"col\" class=\"align-center\">b</th><th scope=\"col\" class=\"align-end\">c</th></tr></thead><tbody>\n\
         <tr><td class=\"align-start\">1</td><td class=\"align-center\">2</td><td class=\"align-end\">3</td></tr>\n\
         </tbody></table></div>",
    );
}

#[test]
fn task_lists_have_boxes_that_nobody_can_tick() {
    let done = html("- [x] a\n- [ ] b");
    assert_eq!(done.matches("type=\"checkbox\"").count(), 2);
    assert_eq!(done.matches("disabled=\"\"").count(), 2);
    assert_eq!(done.matches("checked=\"\"").count(), 1);
    assert!(!html("<input type=text name=password>").contains("text"));
}

#[test]
fn headings_have_anchors_that_are_unique() {
    let rendered = render("# A b\n\n## A b\n\n## A b 1\n\n## `x` *y*\n\n# ???\n\n# Über 日本\n").unwrap();
    let toc: Vec<(u8, &str, &str)> =
        rendered.toc.iter().map(|item| (item.level, item.id.as_str(), item.title.as_str())).collect();
    let expected = [
        (2, "a-b", "A b"),
        (3, "a-b-1", "A b"),
        (3, "a-b-1-1", "A b 1"),
        (3, "x-y", "x y"),
        (2, "section", "???"),
        (2, "über-日本", "Über 日本"),
    ];
    assert_eq!(toc, expected);
    for (_, id, _) in toc {
        assert!(rendered.html.as_str().contains(&format!(" id=\"{id}\"")), "{id}");
    }
}

/// What GitHub makes of the same headings.
#[test]
fn anchors_follow_the_rule_of_github() {
    for (heading, anchor) in [
        ("What's new in C++ & Rust?", "whats-new-in-c--rust"),
        ("Contributors to 1.31.0", "contributors-to-1310"),
        ("`impl Trait` in _any_ position", "impl-trait-in-any-position"),
        ("snake_case and kebab-case", "snake_case-and-kebab-case"),
        ("a  b - c -- d", "a--b---c----d"),
        ("\u{1f680} Ship it \u{1f980}", "-ship-it-"),
        ("[Link](https://example.org) here", "link-here"),
        ("नमस्ते दुनिया", "नमस्ते-दुनिया"),
        ("E\u{301}te\u{301}", "e\u{301}te\u{301}"),
        ("1. First!", "1-first"),
        ("A <em>b</em> &amp; c", "a-b--c"),
    ] {
        let rendered = render(&format!("## {heading}\n")).unwrap();
        assert_eq!(rendered.toc[0].id, anchor, "{heading}");
        assert!(
            rendered.html.as_str().contains(&format!("<h2 id=\"{anchor}\">")),
            "{}",
            rendered.html.as_str()
        );
        assert_eq!(galley_render::markdown::anchors(&format!("## {heading}\n")), [anchor]);
    }
}

#[test]
fn no_heading_competes_with_the_title_of_the_page() {
    check("# A\n\n### B", "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>");
    check("<h1>A</h1>\n\n## B", "<h2>A</h2>\n<h3 id=\"b\">B</h3>");
    check("### A\n\n> # B", "<h2 id=\"a\">A</h2>\n<blockquote>\n<h2 id=\"b\">B</h2>\n</blockquote>");
}

#[test]
fn every_picture_has_words_or_says_that_it_has_none() {
    check("<img src=\"/a.png\">", "<img alt=\"\" src=\"/a.png\" loading=\"lazy\">");
    check("![](/a.png)", "<p><img src=\"/a.png\" alt=\"\" loading=\"lazy\"></p>");
    check("<img src=\"/a.png\" alt=\"A\">", "<img src=\"/a.png\" alt=\"A\" loading=\"lazy\">");
}

#[test]
fn added_words_are_in_the_language_of_the_text() {
    let source = "> [!WARNING]\n> x\n\n:::details\ny\n:::\n\nz[^1]\n\n[^1]: note\n";
    for (language, words) in [
        ("de-AT", ["Warnung", "Einzelheiten", "Fußnoten", "Zurück zur Stelle 1"]),
        ("ar", ["تحذير", "التفاصيل", "الحواشي", "العودة إلى الإحالة 1"]),
        ("tlh", ["Warning", "Details", "Footnotes", "Back to reference 1"]),
    ] {
        let html = render_in(Wording::of_language(language), source).unwrap().html.as_str().to_owned();
        let [warning, details, footnotes, back] = words;
        for expected in [
            format!("<p class=\"callout-title\">{warning}</p>"),
            format!("<summary>{details}</summary>"),
            format!("role=\"doc-endnotes\" aria-label=\"{footnotes}\""),
            format!("role=\"doc-backlink\" aria-label=\"{back}\""),
        ] {
            assert!(html.contains(&expected), "{expected} in {html}");
        }
    }
}

#[test]
fn an_anchor_does_not_change_when_other_headings_do() {
    let before = render("# One\n\n# Two\n").unwrap().toc;
    let after = render("# Zero\n\n# One\n\n# One and a half\n\n# Two\n").unwrap().toc;
    assert_eq!(before[0].id, after[1].id);
    assert_eq!(before[1].id, after[3].id);
}

#[test]
fn footnotes_are_listed_at_the_end_in_the_order_of_their_mention() {
    let done =
        html("a[^x] b[^y] c[^x]\n\n[^y]: why[^z]\n\n[^x]: ex\n\n[^z]: zed\n\n[^unused]: never\n\nlast");
    let order: Vec<usize> =
        ["last", "<section class=\"footnotes\"", "fn:1", "ex ", "fn:2", "why", "fn:3", "zed", "</section>"]
            .iter()
            .map(|part| done.rfind(part).unwrap_or_else(|| panic!("{part} is missing in {done}")))
            .collect();
    assert!(order.is_sorted(), "{done}");
    assert!(done.contains("<a href=\"#fn:1\" id=\"fnref:1\" role=\"doc-noteref\">1</a>"), "{done}");
    assert!(done.contains("id=\"fnref:1-2\""), "{done}");
    assert!(
        done.contains(
            "<p>ex <a href=\"#fnref:1\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">"
        ),
        "{done}"
    );
    assert!(!done.contains("never"), "{done}");
}

#[test]
fn text_of_any_script_passes_unchanged() {
    for text in ["مرحبا بالعالم", "שלום", "日本語", "👩‍👩‍👧‍👦 🏳️‍🌈", "e\u{301}", "\u{202e}x\u{202c}"]
    {
        check(text, &format!("<p>{text}</p>"));
    }
    check("<p dir=rtl lang=ar>مرحبا</p>", "<p dir=\"rtl\" lang=\"ar\">مرحبا</p>");
}

#[test]
fn an_excerpt_is_the_beginning_in_plain_words() {
    let source = "# Title\n\n![alt](x.png) One *two*[^1] `three` [four](x).\nfive\n\n```\ncode\n```\n\n\
        <div>html</div>\n\n|t|\n|-|\n|c|\n\n- six\n- se**v**en\n\n[^1]: note\n";
    assert_eq!(excerpt(source, 200), "One two three four. five six seven");
    assert_eq!(excerpt(source, 14), "One two three…");
    assert_eq!(excerpt("", 10), "");
    assert_eq!(excerpt("日本語の文章です", 5), "日本語の…");
    assert_eq!(excerpt("a \\< b &amp; c", 20), "a < b & c");
}

#[test]
fn references_are_found_in_links_images_and_html() {
    let source = format!(
        "[a](/go/{ID}) ![b](/media/{OTHER}/x.png) <img src='/media/{ID}/y.png'>\n\n\
         <div>\n<a\nhref=/go/{OTHER}#part>x</a> <A HREF=\"/go/{ID}\">again</A>\n</div>\n\n\
         [c]: /media/{OTHER}/x.png\n\n![d][c]\n"
    );
    let id = |text: &str| text.parse().unwrap();
    let expected = References { assets: vec![id(OTHER), id(ID)], documents: vec![id(ID), id(OTHER)] };
    assert_eq!(references(&source), expected);
    assert_eq!(render(&source).unwrap().references, expected);
}

#[test]
fn what_only_looks_like_a_reference_is_none() {
    let source = format!(
        "`/go/{ID}` /media/{ID}/x.png [a](/go/{}) [b](/go/{ID}/more) [c](/media/{ID}) [d](https://x.org/go/{ID})\n\n\
         ```\n<a href=\"/go/{ID}\">\n```\n\n<!-- <a href=\"/go/{ID}\"> -->\n\n<script>'<a href=\"/go/{ID}\">'</script>\n",
        ID.to_uppercase(),
    );
    assert_eq!(references(&source), References::default());
}

#[test]
fn a_source_that_is_too_long_is_refused() {
    let source = "word ".repeat(2 * 1024 * 1024);
    assert!(matches!(
        render(&source),
        Err(RenderError::SourceTooLarge { limit: 2_097_152, found: 10_485_760 })
    ));
    assert_eq!(references(&source), References::default());
}

#[test]
fn real_pieces_render_whole() {
    let cases: [(&str, &[&str]); 4] = [
        ("i128-layout-update.md", &["language-rust", "<table>", "footnotes", "id=\"compatibility\""]),
        ("Rust-1.54.0.md", &["language-rust", "<h2", "<li>"]),
        ("survey-with-raw-html.md", &["<img ", "<h2"]),
        ("best-practices.ar.md", &["المشاريع", "<h2 id=", "<blockquote>"]),
    ];
    for (file, expected) in cases {
        let rendered = render(&body(file)).unwrap();
        let html = rendered.html.as_str();
        for part in expected {
            assert!(html.contains(part), "{part} is missing in {file}");
        }
        assert!(!html.contains("<script") && !html.contains(" style="), "{file}");
        assert!(!rendered.toc.is_empty() && rendered.excerpt.chars().count() > 100, "{file}");
    }
}

/// A fixture without its front matter.
fn body(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/markdown").join(file);
    let source = fs::read_to_string(path).unwrap();
    let mark = source.lines().next().unwrap();
    source.splitn(3, &format!("{mark}\n")).nth(2).unwrap().to_owned()
}
