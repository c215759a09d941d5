//! The last step before HTML counts as safe, and the only place that makes [`SafeHtml`].
//!
//! It runs after rendering, on everything: what Markdown made and what the author wrote as HTML. It owns the
//! allow-list's enforcement; the list itself is in `elements`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;
use unicode_normalization::char::is_combining_mark;

use super::SafeHtml;
use super::elements::{ALLOWED, ATTRIBUTES, CLASSES, DROPPED_WITH_CONTENT, GENERIC_ATTRIBUTES, URL_SCHEMES};
use super::highlight;
use super::math::Formulas;
use super::tags::{Piece, attributes, pieces};

/// Removes everything that is not on the allow-list, and puts the formulas in, which have a list of their own.
pub(super) fn render_safe(html: &str, formulas: Formulas) -> SafeHtml {
    SafeHtml::sanitised(formulas.put_in(POLICY.clean(html).to_string()))
}

/// The anchors that the policy leaves in well-nested HTML.
pub(super) fn anchors(html: &str) -> Vec<String> {
    let ids = pieces(html).filter_map(|piece| match piece {
        Piece::Start { name: "img" | "input", .. } | Piece::End { .. } | Piece::Text(_) => None,
        Piece::Start { attributes: raw, .. } => attributes(raw).find(|(name, _)| *name == "id"),
    });
    ids.map(|(_, id)| id.to_owned()).filter(|id| is_anchor(id)).collect()
}

static POLICY: LazyLock<Builder<'static>> = LazyLock::new(policy);

fn policy() -> Builder<'static> {
    let mut policy = Builder::empty();
    policy
        .tags(set(ALLOWED))
        .clean_content_tags(set(DROPPED_WITH_CONTENT))
        .generic_attributes(set(GENERIC_ATTRIBUTES))
        .tag_attributes(ATTRIBUTES.iter().map(|(element, names)| (*element, set(names))).collect())
        // One for each element: the order of several would be another in each process, and so would the bytes be.
        .set_tag_attribute_values(HashMap::from([
            // A task list's box is the only input there is, whatever the source says.
            ("input", HashMap::from([("type", "checkbox")])),
            ("img", HashMap::from([("loading", "lazy")])),
        ]))
        .url_schemes(set(URL_SCHEMES))
        .link_rel(None)
        .attribute_filter(attribute);
    policy
}

fn set(names: &[&'static str]) -> HashSet<&'static str> {
    names.iter().copied().collect()
}

/// Decides on the value of an attribute whose name is allowed.
fn attribute<'value>(element: &str, name: &str, value: &'value str) -> Option<Cow<'value, str>> {
    match name {
        "class" => classes(element, value),
        // A picture with an id can take the place of a property of `document`; anchors need none there.
        "id" if matches!(element, "img" | "input") => None,
        "id" => is_anchor(value).then_some(Cow::Borrowed(value)),
        "tabindex" => (value == "0").then_some(Cow::Borrowed(value)),
        "dir" => matches!(value, "ltr" | "rtl" | "auto").then_some(Cow::Borrowed(value)),
        "role" => matches!(value, "doc-backlink" | "doc-noteref" | "doc-endnotes" | "note")
            .then_some(Cow::Borrowed(value)),
        _ => Some(Cow::Borrowed(value)),
    }
}

fn classes<'value>(element: &str, value: &'value str) -> Option<Cow<'value, str>> {
    let known: Vec<&str> = value
        .split_ascii_whitespace()
        .filter(|class| {
            is_language(element, class) || CLASSES.contains(class) || highlight::CLASSES.contains(class)
        })
        .collect();
    (!known.is_empty()).then(|| Cow::Owned(known.join(" ")))
}

fn is_language(element: &str, class: &str) -> bool {
    let Some(language) = class.strip_prefix("language-") else { return false };
    matches!(element, "code" | "pre")
        && (1..=40).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#-_.".contains(&byte))
}

/// Anchors are words of letters and digits, so that none of them ends the selector or the script that it stands in.
pub(super) fn is_anchor(value: &str) -> bool {
    (1..=200).contains(&value.len())
        && value.chars().all(|letter| {
            letter.is_alphanumeric() || is_combining_mark(letter) || matches!(letter, '-' | '_' | '.' | ':')
        })
}
