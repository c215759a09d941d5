//! Content that wants to run, to break out, or to burn the processor.

use galley_render::render;

fn html(source: &str) -> String {
    render(source).unwrap().html.as_str().to_owned()
}

/// Nothing that a browser would run, and no element that changes how it parses.
fn check_harmless(source: &str) {
    let done = html(source).to_ascii_lowercase();
    for tag in
        ["<script", "<svg", "<math", "<iframe", "<style", "<object", "<form", "<textarea", "<base", "<meta"]
    {
        assert!(!done.contains(tag), "{tag} from {source}: {done}");
    }
    // What stands between `<` and `>` is the only place where an attribute can be.
    for tag in done.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let bare: String =
            tag.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
        for part in ["=\"javascript:", "=\"vbscript:", "=\"data:", "=\"feed:", "=\"blob:", "=\"filesystem:"] {
            assert!(!bare.contains(part), "{part} from {source}: {done}");
        }
        // Names of attributes are what is left without the quoted values.
        let names: String = tag.split('"').step_by(2).collect();
        for part in [" on", " style", "srcdoc", "formaction", "http-equiv"] {
            assert!(!names.contains(part), "{part} from {source}: {done}");
        }
    }
}

#[test]
fn scripts_in_addresses_are_removed_in_every_spelling() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&colon;alert(1)",
        "javascript&#58;alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript:alert(1)",
        "&#0000106avascript:alert(1)",
        "java\tscript:alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "java&#10;script:alert(1)",
        "\u{1}javascript:alert(1)",
        "&#1;javascript:alert(1)",
        " javascript:alert(1)",
        "javascript\u{0}:alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:image/svg+xml,<svg onload=alert(1)>",
        "feed:javascript:alert(1)",
        "blob:https://example.org/x",
        "filesystem:x",
    ] {
        check_harmless(&format!("[a]({address})"));
        check_harmless(&format!("[a](<{address}>)"));
        check_harmless(&format!("![a](<{address}>)"));
        check_harmless(&format!("<{address}>"));
        check_harmless(&format!("[a][b]\n\n[b]: <{address}>\n"));
        check_harmless(&format!("<a href=\"{address}\">a</a>"));
        check_harmless(&format!("<a href='{address}'>a</a>"));
        check_harmless(&format!("<img src=\"{address}\">"));
        check_harmless(&format!("<blockquote cite=\"{address}\">a</blockquote>"));
    }
}

#[test]
fn scripts_in_html_are_removed() {
    for source in [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<script",
        "<img src=x onerror=alert(1)>",
        "<img src=x onerror\n=\nalert(1)>",
        "<img/src=x/onerror=alert(1)>",
        "<img src=\"x\"onerror=alert(1)>",
        "<img src=x ONERROR=alert(1)//",
        "<a href=x onclick=alert(1)>a</a>",
        "<p style=\"background:url(javascript:alert(1))\">a</p>",
        "<style>@import 'https://evil.example';</style>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<object data=x></object><embed src=x>",
        "<form action=x><button formaction=javascript:alert(1)>a</button></form>",
        "<base href=//evil.example/><meta http-equiv=refresh content=0>",
        "<details ontoggle=alert(1) open>",
        "<video><source onerror=alert(1)></video>",
        "<isindex onmouseover=alert(1)>",
        "<link rel=stylesheet href=//evil.example>",
        "<template><script>alert(1)</script></template>",
    ] {
        check_harmless(source);
        check_harmless(&format!("text {source} text"));
        check_harmless(&format!("- {source}\n"));
    }
}

#[test]
fn html_that_changes_when_it_is_parsed_again_is_removed() {
    for source in [
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
        "<title><img title=\"</title><img src=x onerror=alert(1)>\"></title>",
        "<xmp><img title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
        "<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>",
        "<table><a href=\"javascript:alert(1)\"><td>x</table>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<!--!><img src=x onerror=alert(1)>-->",
        "<select><style></select><img src=x onerror=alert(1)></style>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    ] {
        check_harmless(source);
        let once = html(&format!("<div>{source}</div>"));
        assert_eq!(html(&once).trim(), once.trim(), "not stable: {source}");
    }
}

#[test]
fn content_cannot_dress_up_as_the_page() {
    let done = html(
        "<div class=\"masthead skip table-wrap\" id=\"a b\" data-x=1 tabindex=0 contenteditable>x</div>",
    );
    assert_eq!(done.trim(), "<div class=\"table-wrap\" tabindex=\"0\">x</div>");
}

#[test]
fn deep_nesting_is_cut_and_its_text_stays() {
    let levels = 20_000;
    let cases = [
        format!("{}core{}", "<div>".repeat(levels), "</div>".repeat(levels)),
        format!("{}core", "<div>".repeat(levels)),
        format!("{}core", "<b id=a>".repeat(levels)),
        format!("{} core", ">".repeat(levels)),
        format!("{}core", "- ".repeat(levels)),
        format!("{}core{}", "*".repeat(levels), "*".repeat(levels)),
        format!("{}core{}", "[".repeat(levels), "]".repeat(levels)),
        format!("{}core", "<table><tr><td>".repeat(levels)),
        format!("core{}", "</p>".repeat(levels)),
        (0..levels).fold(String::from("core"), |text, index| text + &format!("<p><b id={index}></p>")),
        format!("core{}", "<title>".repeat(levels)),
        format!("core{}", "<a b='".repeat(levels)),
    ];
    for source in cases {
        let start: String = source.chars().take(20).collect();
        let done = html(&source);
        assert!(done.contains("core"), "{start}");
        // 100 levels, and the `tbody` that a parser adds to every third of them in a row of tables.
        assert!(deepest(&done) <= 135, "{start}: {}", deepest(&done));
    }
}

/// The most elements that are open at once.
fn deepest(html: &str) -> usize {
    let mut depth: usize = 0;
    let mut most = 0;
    for tag in html.split('<').skip(1) {
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !["br", "hr", "img", "input"].iter().any(|void| tag.starts_with(void)) {
            depth += 1;
        }
        most = most.max(depth);
    }
    most
}

#[test]
fn a_large_source_renders_whatever_it_is_made_of() {
    for piece in [
        "word ",
        "# h\n",
        "*a* ",
        "<b>x</b>",
        "- a\n",
        "|a|b|\n|-|-|\n|c|d|\n\n",
        "[^1] ",
        "&amp;",
        "©",
        "& ",
        "`",
    ] {
        let source = piece.repeat(512 * 1024 / piece.len());
        assert!(render(&source).is_ok(), "{piece}");
    }
    // One attribute with as many entities as there is room for.
    let source = format!("[a](/{})", "&".repeat(500_000));
    assert_eq!(html(&source).trim(), "<p><a>a</a></p>");
}
