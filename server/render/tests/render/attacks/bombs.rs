//! Sources that want to become far more than they are.

/// How long a bomb is, in bytes, unless it has to be shorter to be one.
const LENGTH: usize = 10_000;

pub(super) fn all() -> Vec<String> {
    let mut bombs: Vec<String> = REPEATED.iter().map(|piece| piece.repeat(LENGTH / piece.len())).collect();
    bombs.extend(numbered());
    bombs.extend(paired());
    bombs
}

/// Pieces that open, nest or ask for work each time.
const REPEATED: &[&str] = &[
    ">",
    "> ",
    "- ",
    "1. ",
    "  - a\n",
    "*",
    "_",
    "**",
    "~~",
    "*a_",
    "a**b_",
    "[",
    "![",
    "[a](",
    "[a][",
    "]",
    "![[",
    "<",
    "</",
    "<a ",
    "<b>",
    "<div>",
    "<p>",
    "<table><tr><td>",
    "<li>",
    "<a href=x>",
    "<!--",
    "<?",
    "<![CDATA[",
    "<x y=\"",
    "`",
    "```\n",
    "~~~\n",
    "` `` ",
    "$",
    "$$",
    "$a$",
    "$a$ ",
    "$\\frac12$ ",
    "|",
    "|a|b|\n|-|-|\n",
    "|-",
    "|a\n|-\n",
    "[^1]",
    "[^1]: ",
    "[^1]: a\n\n",
    "[a]: b\n",
    "[a]: <",
    "&",
    "&amp;",
    "&#0;",
    "&#x41;",
    ":",
    ":::",
    ":::a\n",
    ":::a\n\n",
    ":::note\n:::\n",
    "::::a\n:::\n",
    ":::a{title=\"",
    "https://",
    "https://a.b ",
    "www.a.b ",
    "a@b.c ",
    "a@",
    "http://(((",
    "\\",
    "\\*",
    "# a\n",
    "a\n=\n",
    "#",
    "- [ ] a\n",
    "> [!NOTE]\n",
    "> > [!TIP]\n",
    "![a](b \"c\")\n\n",
    "```rust\n1 \n```\n",
    "```html\n<\n```\n",
    "    \n",
    "\t",
    "\u{a0}",
    "\u{202e}",
    "\u{0}",
    "\r",
    "é",
    "👩‍👩‍👧",
    "<details><summary>",
];

/// Many of a kind that refer to each other.
fn numbered() -> Vec<String> {
    let many = |one: &dyn Fn(usize) -> String| (0..LENGTH / 20).map(one).collect::<String>();
    vec![
        many(&|n| format!("[^{n}]: see[^{}]\n\n", n + 1)) + "[^0]",
        many(&|n| format!("[^{n}]: [^0][^{n}]\n\n")) + "[^0][^1]",
        many(&|n| format!("[{n}]: /{n}\n")) + &"[0]".repeat(1000),
        many(&|n| format!("[{n}][{}]", n + 1)),
        many(&|n| format!("# h{n}\n")),
        many(&|n| format!("# h {{#h-{}}}\n", n % 7)),
        many(&|n| format!("{}:::a\n", ":".repeat(n % 60))),
        many(&|n| format!("<p><b id=x{n}></p>")),
        many(&|n| format!("{}- a\n", " ".repeat(2 * (n % 90)))),
        format!("[a]: {}\n\n{}", "x".repeat(1000), "[a]".repeat(LENGTH / 100)),
        format!("[^a]: {}\n\n{}", "x".repeat(1000), "[^a]".repeat(LENGTH / 20)),
        format!("|{}\n|{}\n{}", "a|".repeat(2000), "-|".repeat(2000), "|\n".repeat(2000)),
    ]
}

/// What opens many times and closes as often.
fn paired() -> Vec<String> {
    let pairs = [
        ("[", "](a)"),
        ("![", "](a)"),
        ("<div>", "</div>"),
        ("<b><i>", "</i></b>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("*", "*"),
        ("**a ", "**"),
        ("(", ")"),
        ("{", "}"),
        (":::a\n", ":::\n"),
        ("> ", "\n"),
    ];
    let mut bombs: Vec<String> = pairs
        .iter()
        .map(|(open, close)| {
            let times = LENGTH / (open.len() + close.len());
            format!("{}x{}", open.repeat(times), close.repeat(times))
        })
        .collect();
    bombs.extend(
        [
            "{",
            "\\sqrt",
            "\\sqrt ",
            "\\sqrt{",
            "\\frac",
            "x^{",
            "\\left(",
            "\\text{",
            "\\begin{matrix}",
            "^",
            "&",
            "\\a",
        ]
        .map(|piece| {
            // As long as a formula may be, closed and not, many times.
            let open = piece.repeat(1900 / piece.len());
            let closed = piece.repeat(400 / piece.len()) + "x" + &"}".repeat(400 / piece.len());
            format!("${open}$ ${closed}$ $${open}$$ ").repeat(20)
        }),
    );
    bombs
}
