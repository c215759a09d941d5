//! Finding the destinations of links and images in Markdown source, to replace some and leave every other byte alone.
//!
//! It reads lines, not the whole grammar: code blocks and code spans are passed over. What only looks like a destination
//! may be given out too, so whoever replaces one has to know the address.

/// What opens a destination, and what ends it.
const OPENERS: [(&str, Ending); 5] = [
    ("](", Ending::Parenthesis),
    ("href=\"", Ending::Quote('"')),
    ("src=\"", Ending::Quote('"')),
    ("href='", Ending::Quote('\'')),
    ("src='", Ending::Quote('\'')),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Parenthesis,
    Quote(char),
    Space,
}

/// Calls `replace` with every destination and the number of its line, from 0; what it returns stands in its place.
pub fn rewrite_destinations(source: &str, mut replace: impl FnMut(&str, usize) -> Option<String>) -> String {
    let mut written = String::with_capacity(source.len());
    let mut fence: Option<String> = None;
    for (number, line) in source.split_inclusive('\n').enumerate() {
        let marker = fence_of(line);
        match (&fence, marker) {
            (None, Some(marker)) => {
                fence = Some(marker.to_owned());
                written.push_str(line);
            }
            (Some(open), Some(marker)) if marker.starts_with(open.as_str()) => {
                fence = None;
                written.push_str(line);
            }
            (Some(_), _) => written.push_str(line),
            (None, None) => {
                rewrite_line(line, &mut written, &mut |destination| replace(destination, number));
            }
        }
    }
    written
}

/// The run of backticks or tildes that begins a line.
fn fence_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let character = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(character).len();
    line.get(..length).filter(|marker| marker.len() >= 3)
}

fn rewrite_line(line: &str, written: &mut String, replace: &mut impl FnMut(&str) -> Option<String>) {
    if let Some((before, rest)) = definition(line) {
        written.push_str(before);
        let after = put_destination(rest, Ending::Space, written, replace);
        written.push_str(after);
        return;
    }
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        if character == '`' {
            rest = pass_code(rest, written);
        } else if let Some((opener, ending)) = OPENERS.iter().find(|(opener, _)| rest.starts_with(opener)) {
            written.push_str(opener);
            rest = put_destination(rest.strip_prefix(opener).unwrap_or(rest), *ending, written, replace);
        } else {
            let escaped = usize::from(character == '\\');
            for next in rest.chars().take(1 + escaped) {
                written.push(next);
            }
            rest =
                rest.char_indices().nth(1 + escaped).and_then(|(at, _)| rest.get(at..)).unwrap_or_default();
        }
    }
}

/// `[name]: destination`, cut before the destination.
fn definition(line: &str) -> Option<(&str, &str)> {
    let label = line.trim_start_matches(' ').strip_prefix('[')?;
    if label.starts_with('^') {
        return None;
    }
    let (name, after) = label.split_once("]:")?;
    let start = line.len() - after.trim_start_matches([' ', '\t']).len();
    (!name.contains(']')).then(|| line.split_at_checked(start))?
}

/// Copies a code span as it is; a run of backticks without its twin is text.
fn pass_code<'a>(rest: &'a str, written: &mut String) -> &'a str {
    let length = rest.len() - rest.trim_start_matches('`').len();
    let (run, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
    written.push_str(run);
    let mut from = 0;
    while let Some(found) = after.get(from..).and_then(|text| text.find(run)) {
        let start = from + found;
        let tail = after.get(start..).unwrap_or_default();
        let twin = tail.len() - tail.trim_start_matches('`').len();
        if twin == length {
            let (code, tail) = after.split_at_checked(start + twin).unwrap_or((after, ""));
            written.push_str(code);
            return tail;
        }
        from = start + twin;
    }
    after
}

/// Writes the destination that `rest` begins with, and returns what follows.
fn put_destination<'a>(
    rest: &'a str,
    ending: Ending,
    written: &mut String,
    replace: &mut impl FnMut(&str) -> Option<String>,
) -> &'a str {
    let length = destination_length(rest, ending);
    let (destination, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
    let inner = destination.trim_start_matches('<').trim_end_matches('>');
    match replace(inner) {
        Some(replacement) => written.push_str(&replacement),
        None => written.push_str(destination),
    }
    after
}

fn destination_length(rest: &str, ending: Ending) -> usize {
    // Shortcodes of generators have spaces: `{% link _posts/a.md %}`, `{{< ref "a.md" >}}`.
    for (open, close) in [("{%", "%}"), ("{{", "}}"), ("<", ">")] {
        if rest.starts_with(open) {
            return rest.find(close).map_or(0, |at| at + close.len());
        }
    }
    let mut depth = 0_usize;
    for (at, character) in rest.char_indices() {
        match (ending, character) {
            (Ending::Quote(quote), sign) if sign == quote => return at,
            (_, '\n') => return at,
            (Ending::Parenthesis | Ending::Space, c) if c.is_whitespace() => return at,
            (Ending::Parenthesis, ')') if depth == 0 => return at,
            (Ending::Parenthesis, ')') => depth -= 1,
            (Ending::Parenthesis, '(') => depth += 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, found: &[&str]) {
        let mut seen = Vec::new();
        let same = rewrite_destinations(source, |destination, _| {
            seen.push(destination.to_owned());
            None
        });
        assert_eq!(same, source);
        assert_eq!(seen, found, "{source}");
    }

    #[test]
    fn destinations_are_found_and_nothing_else_changes() {
        check("See [a](b.md) and [c](../d.md#e \"title\").", &["b.md", "../d.md#e"]);
        check("[a](<b c.md>) ![i](i(1).png)", &["b c.md", "i(1).png"]);
        check("[![i](i.png)](b.md)", &["i.png", "b.md"]);
        check("[a]: b.md\n  [c]:\td.md 'title'\n[^n]: note", &["b.md", "d.md"]);
        check(
            "[a]({% link _posts/a.md %}) [b]({{< ref \"b.md\" >}})",
            &["{% link _posts/a.md %}", "{{< ref \"b.md\" >}}"],
        );
        check("<a href=\"b.md\"><img src=\"i.png\"></a>", &["b.md", "i.png"]);
        check("été [日本](日本.md) fin", &["日本.md"]);
    }

    #[test]
    fn code_and_escapes_are_passed_over() {
        check("`[a](b.md)` ``x ` [a](b.md)`` [c](d.md)", &["d.md"]);
        check("```\n[a](b.md)\n```\n[c](d.md)\n", &["d.md"]);
        check("~~~~\n~~~\n[a](b.md)\n~~~~\n[c](d.md)", &["d.md"]);
        check("\\[a\\](b.md) ` [c](d.md)", &["d.md"]);
        check("a ](", &[""]);
    }

    #[test]
    fn what_is_replaced_stands_in_place() {
        let mut lines = Vec::new();
        let written =
            rewrite_destinations("\n[a](<b.md> \"t\") [c](c.md)\n\n<a href='b.md'>", |destination, line| {
                lines.push(line);
                (destination == "b.md").then(|| "/go/1".to_owned())
            });
        assert_eq!(written, "\n[a](/go/1 \"t\") [c](c.md)\n\n<a href='/go/1'>");
        assert_eq!(lines, [1, 1, 3]);
    }
}
