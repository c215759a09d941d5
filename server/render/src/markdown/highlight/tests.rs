//! What is coloured, as classes.

use super::highlighted;

fn check(language: &str, code: &str, expected: &str) {
    // Short names keep the expectations readable.
    let html = highlighted(language, code).unwrap();
    let html = html.replace("<span class=\"hl-", "<").replace("\">", ">").replace("</span>", "</>");
    assert_eq!(html, expected, "{language}");
}

#[test]
fn words_strings_and_comments_are_told_apart() {
    check(
        "rust",
        "#[derive(Debug)]\npub fn main<'a>(x: &'a str) -> Vec<u8> { println!(\"{x}\", 'c', 1.5); } // end",
        "<meta>#[derive(Debug)]</>\n<keyword>pub</> <keyword>fn</> main&lt;<variable>&#39;a</>&gt;(x: \
         &amp;<variable>&#39;a</> <type>str</>) -&gt; <type>Vec</>&lt;<type>u8</>&gt; { <function>println</>!(\
         <string>&quot;{x}&quot;</>, <string>&#39;c&#39;</>, <number>1.5</>); } <comment>// end</>",
    );
    check(
        "js",
        "const f = async (a) => `x\n${a}`;",
        "<keyword>const</> f = <keyword>async</> (a) =&gt; <string>`x\n${a}`</>;",
    );
    check(
        "python",
        "@app\ndef f(a): return '''x\ny''' # z",
        "<meta>@app</>\n<keyword>def</> <function>f</>(a): <keyword>return</> <string>&#39;&#39;&#39;x\ny&#39;&#39;&#39;</> <comment># z</>",
    );
    check(
        "sh",
        "echo \"$A\" $B a#b # c",
        "<keyword>echo</> <string>&quot;$A&quot;</> <variable>$B</> a#b <comment># c</>",
    );
    check("sql", "SELECT a FROM t -- x", "<keyword>SELECT</> a <keyword>FROM</> t <comment>-- x</>");
    check(
        "c",
        "#include <a>\nint f(void);",
        "<meta>#include &lt;a&gt;</>\n<type>int</> <function>f</>(<type>void</>);",
    );
}

#[test]
fn keys_tags_and_changed_lines_are_marked() {
    check(
        "json",
        "{\"a\": \"b\", \"c\": 1}",
        "{<attribute>&quot;a&quot;</>: <string>&quot;b&quot;</>, <attribute>&quot;c&quot;</>: <number>1</>}",
    );
    check("toml", "[a]\nb = true # c", "<type>[a]\n</><attribute>b</> = <constant>true</> <comment># c</>");
    check("yaml", "- a: \"b\"\n# c", "- <attribute>a</>: <string>&quot;b&quot;</>\n<comment># c</>");
    check("css", "a { color: red; }", "a { <attribute>color</>: red; }");
    check(
        "html",
        "<!-- c --><a href=\"x\">y</a>",
        "<comment>&lt;!-- c --&gt;</><tag>&lt;a</> <attribute>href</>=<string>&quot;x&quot;</><tag>&gt;</>y<tag>&lt;/a&gt;</>",
    );
    check("diff", "--- a\n-b\n+c\n d", "<meta>--- a\n</><deleted>-b\n</><inserted>+c\n</> d");
}

#[test]
fn what_never_ends_ends_with_the_code() {
    for (language, code) in [
        ("rust", "r#\"x"),
        ("rust", "/* x"),
        ("rust", "'"),
        ("rust", "\"\\"),
        ("js", "`x"),
        ("js", "'x\ny"),
        ("python", "'''x"),
        ("html", "<a b=\"c"),
        ("html", "<"),
        ("html", "<!--"),
        ("toml", "a ="),
        ("yaml", "- "),
        ("css", "/*"),
        ("lua", "--[["),
        ("php", "$"),
        ("rust", "日本語 \u{1f980}'\u{1f980}'"),
    ] {
        let html = highlighted(language, code).unwrap();
        let text: String =
            html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        assert_eq!(plain.replace("&#39;", "'").replace("&amp;", "&"), code, "{language}");
    }
    assert_eq!(highlighted("brainfuck", "+"), None);
}
