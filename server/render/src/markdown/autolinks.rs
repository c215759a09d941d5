//! Bare addresses in text, as GFM links them: `https://…`, `www.…` and mail addresses.
//!
//! One walk over the text: every candidate is looked at once, from its sign to its end.

use std::ops::Range;

/// Signs that end a sentence or a quotation, in Latin and in East Asian scripts.
const SENTENCE: [char; 25] = [
    '?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '"', ']', '\u{2019}', '\u{201d}', '。', '、', '，',
    '！', '？', '；', '：', '」', '』', '）', '》',
];

/// An address found in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) place: Range<usize>,
    pub(super) href: String,
}

/// The addresses in a text, in order.
pub(super) fn addresses(text: &str) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    let mut from = 0;
    while let Some(sign) = next_sign(text, from) {
        let free = found.last().map_or(0, |last| last.place.end);
        match address(text, sign, free) {
            Some(address) => {
                from = address.place.end;
                found.push(address);
            }
            None => from = sign + 1,
        }
    }
    found
}

/// Where the next `:`, `@` or `w` is that may belong to an address.
fn next_sign(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    let is_sign = |at: usize| match rest.get(at) {
        Some(b'@') => true,
        Some(b':') => rest.get(at..).is_some_and(|rest| rest.starts_with(b"://")),
        Some(b'w' | b'W') => rest.get(at..at + 4).is_some_and(|start| start.eq_ignore_ascii_case(b"www.")),
        _ => false,
    };
    (0..rest.len()).find(|at| is_sign(*at)).map(|at| from + at)
}

fn address(text: &str, sign: usize, free: usize) -> Option<Address> {
    match text.as_bytes().get(sign)? {
        b':' => {
            let before = text.get(free..sign)?;
            let scheme = ["https", "http"].into_iter().find(|scheme| {
                before
                    .len()
                    .checked_sub(scheme.len())
                    .and_then(|at| before.get(at..))
                    .is_some_and(|end| end.eq_ignore_ascii_case(scheme))
            })?;
            let start = sign - scheme.len();
            stands_alone(text, start)?;
            let end = url_end(text, sign + 3)?;
            Some(Address { place: start..end, href: text.get(start..end)?.to_owned() })
        }
        b'@' => mail(text, sign, free),
        _ => {
            stands_alone(text, sign)?;
            let end = url_end(text, sign + 4)?;
            let url = text.get(sign..end)?;
            url.get(4..)?.contains('.').then(|| Address { place: sign..end, href: format!("http://{url}") })
        }
    }
}

/// An address does not begin inside a word.
fn stands_alone(text: &str, at: usize) -> Option<()> {
    let before = text.get(..at)?.chars().next_back();
    (!before.is_some_and(|sign| sign.is_alphanumeric() || sign == '/')).then_some(())
}

/// The end of an address whose host begins here; none when there is no host.
fn url_end(text: &str, host: usize) -> Option<usize> {
    let rest = text.get(host..)?;
    if !rest.starts_with(char::is_alphanumeric) && !rest.starts_with('[') {
        return None;
    }
    let length = rest.find(|sign: char| sign.is_whitespace() || sign.is_control() || sign == '<');
    let url = rest.get(..length.unwrap_or(rest.len()))?;
    Some(host + without_sentence(url))
}

/// The length without what belongs to the sentence: its punctuation, and a bracket that was opened before the address.
fn without_sentence(url: &str) -> usize {
    let mut open = url.matches('(').count();
    let mut closed = url.matches(')').count();
    let mut kept = url;
    while let Some(last) = kept.chars().next_back() {
        match last {
            ')' if closed > open => closed -= 1,
            '(' => open = open.saturating_sub(1),
            _ if SENTENCE.contains(&last) => {}
            _ => break,
        }
        kept = kept.get(..kept.len() - last.len_utf8()).unwrap_or_default();
    }
    kept.len()
}

fn mail(text: &str, sign: usize, free: usize) -> Option<Address> {
    let before = text.get(free..sign)?;
    let is_name = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_' | '+');
    let name = before.len() - before.trim_end_matches(is_name).len();
    let after = text.get(sign + 1..)?;
    let is_host = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_');
    let host = after.get(..after.find(|sign| !is_host(sign)).unwrap_or(after.len()))?;
    let host = host.trim_end_matches('.');
    let fits = (1..=64).contains(&name)
        && host.len() <= 255
        && host.split('.').count() > 1
        && host.split('.').all(|label| !label.is_empty())
        && host.ends_with(|last: char| last.is_ascii_alphanumeric());
    let place = sign - name..sign + 1 + host.len();
    fits.then(|| Address { href: format!("mailto:{}", text.get(place.clone()).unwrap_or_default()), place })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = addresses(text);
        let found: Vec<&str> = found.iter().filter_map(|address| text.get(address.place.clone())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        check("see https://e.com/a_b?x=1&y=2, or", &["https://e.com/a_b?x=1&y=2"]);
        check("(https://e.com/a_(b)) www.e.com.", &["https://e.com/a_(b)", "www.e.com"]);
        check("HTTP://E.com! http://localhost:8080/", &["HTTP://E.com", "http://localhost:8080/"]);
        check("a https://日本.jp/道 b", &["https://日本.jp/道"]);
        check("me@e.com, a.b+c@d-e.org.", &["me@e.com", "a.b+c@d-e.org"]);
    }

    #[test]
    fn what_only_looks_like_an_address_is_none() {
        check("xhttps://e.com ftp://e.com javascript://x http:// www. www.x", &[]);
        check("a@b @c.de a@b..c a@-", &[]);
        check("awww.e.com", &[]);
    }
}
