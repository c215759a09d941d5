//! One spelling for all query strings that ask the same.

use super::percent;

/// What a handler of this API looks at. Everything else is ignored by it, and so here.
const READ: [&str; 7] = ["filters", "sort", "fields", "populate", "pagination", "status", "locale"];

/// The parameters that matter, decoded and in order; those of one name keep theirs, because it may mean something.
/// None for what is not answered from the cache: what cannot be read, and questions to the search index.
pub(crate) fn canonical_query(query: &str) -> Option<String> {
    let mut pairs = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (percent::decode(name).ok()?, percent::decode(value).ok()?);
        let top = name.split('[').next().unwrap_or_default();
        if READ.contains(&top) {
            pairs.push((name, value));
        } else if !is_ignored(&name) {
            return None;
        }
    }
    pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut text = String::with_capacity(query.len());
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        escape(&name, &mut text);
        text.push('=');
        escape(&value, &mut text);
    }
    Some(text)
}

/// Whether something in the query string is left out of its one spelling.
pub(crate) fn ignores_some(query: &str) -> bool {
    let names = query.split('&').filter(|pair| !pair.is_empty());
    names.map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name)).any(|name| {
        let is_read = |name: String| READ.contains(&name.split('[').next().unwrap_or_default());
        !percent::decode(name).is_ok_and(is_read)
    })
}

/// A plain name that means nothing. Brackets may be unbalanced, which is refused, and a search is not ignored.
fn is_ignored(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    !name.is_empty() && name != "_q" && name != "__proto__" && name.bytes().all(is_plain)
}

/// Encodes what would end a name or a value.
fn escape(text: &str, into: &mut String) {
    for c in text.chars() {
        match c {
            '%' => into.push_str("%25"),
            '&' => into.push_str("%26"),
            '=' => into.push_str("%3D"),
            other => into.push(other),
        }
    }
}
