//! Text as HTML.

/// The text with the five signs that mean something in HTML escaped, for content and for quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    push_escaped(&mut html, text);
    html
}

pub(crate) fn push_escaped(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, sign, after)) = split_at_sign(rest) {
        html.push_str(before);
        html.push_str(sign);
        rest = after;
    }
    html.push_str(rest);
}

fn split_at_sign(text: &str) -> Option<(&str, &'static str, &str)> {
    let at = text.find(['&', '<', '>', '"', '\''])?;
    let (before, rest) = text.split_at(at);
    let (sign, after) = rest.split_at(1);
    let entity = match sign {
        "&" => "&amp;",
        "<" => "&lt;",
        ">" => "&gt;",
        "\"" => "&quot;",
        _ => "&#39;",
    };
    Some((before, entity, after))
}
