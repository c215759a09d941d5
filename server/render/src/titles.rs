//! Titles are plain text, in which people mark code with backticks as they do in Markdown. It owns what becomes of those
//! marks; everything else in a title is text, whatever it looks like.

use crate::markdown::push_escaped;

/// A title as HTML: what stands between backticks is `<code>`, and every sign that means something is escaped.
pub(crate) fn title_html(title: &str) -> String {
    let mut html = String::with_capacity(title.len() + title.len() / 8);
    for part in parts(title) {
        match part {
            Part::Text(text) => push_escaped(&mut html, text),
            Part::Code(code) => {
                html.push_str("<code>");
                push_escaped(&mut html, code);
                html.push_str("</code>");
            }
        }
    }
    html
}

/// A title where nothing but text can stand: without the marks around code.
pub fn plain_title(title: &str) -> String {
    let texts = parts(title).into_iter().map(|part| match part {
        Part::Text(text) | Part::Code(text) => text,
    });
    texts.collect()
}

#[derive(Debug, Clone, Copy)]
enum Part<'a> {
    Text(&'a str),
    Code(&'a str),
}

/// As in CommonMark, as many backticks end the code as began it; those without a partner are text.
fn parts(title: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = title;
    while let Some(run) = next_run(rest) {
        let found = code(run.after, run.length);
        let text = found.map_or(run.before.len() + run.length, |_| run.before.len());
        parts.push(Part::Text(rest.split_at(text).0));
        rest = run.after;
        if let Some((code, after)) = found {
            parts.push(Part::Code(unpadded(code)));
            rest = after;
        }
    }
    parts.push(Part::Text(rest));
    parts
}

struct Run<'a> {
    before: &'a str,
    length: usize,
    after: &'a str,
}

fn next_run(text: &str) -> Option<Run<'_>> {
    let (before, run) = text.split_at(text.find('`')?);
    let after = run.trim_start_matches('`');
    Some(Run { before, length: run.len() - after.len(), after })
}

/// What stands before the next run of this length, and what comes after it.
fn code(text: &str, length: usize) -> Option<(&str, &str)> {
    let mut rest = text;
    while let Some(run) = next_run(rest) {
        if run.length == length {
            let code = text.len() - run.after.len() - length;
            return Some((text.split_at(code).0, run.after));
        }
        rest = run.after;
    }
    None
}

/// One space on either side lets code begin or end with a backtick.
fn unpadded(code: &str) -> &str {
    let inner = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
    inner.filter(|inner| !inner.trim().is_empty()).unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, html: &str, plain: &str) {
        assert_eq!(title_html(title), html, "{title}");
        assert_eq!(plain_title(title), plain, "{title}");
    }

    #[test]
    fn code_between_backticks_is_code() {
        check("Stabilizing `async fn`", "Stabilizing <code>async fn</code>", "Stabilizing async fn");
        check("`if` and `match`", "<code>if</code> and <code>match</code>", "if and match");
        check("`` a`b ``", "<code>a`b</code>", "a`b");
    }

    #[test]
    fn backticks_without_a_partner_are_text() {
        check("a ` b", "a ` b", "a ` b");
        check("a ``b` c", "a ``b` c", "a ``b` c");
        check("``` `x`", "``` <code>x</code>", "``` x");
        check("", "", "");
    }

    #[test]
    fn nothing_in_a_title_becomes_markup() {
        check(
            "<b> `<script>` & *x* \"y\"",
            "&lt;b&gt; <code>&lt;script&gt;</code> &amp; *x* &quot;y&quot;",
            "<b> <script> & *x* \"y\"",
        );
        check("`</code>", "`&lt;/code&gt;", "`</code>");
    }
}
