//! One line of a menu, and what is below it.

use serde::{Deserialize, Serialize};

use crate::errors::{FieldErrorCode as Code, FieldErrors, FieldPath};
use crate::ids::DocumentId;
use crate::text::web_address;

const MOST_ITEMS: usize = 200;
const DEEPEST: usize = 3;
const LONGEST_LABEL: usize = 255;
const LONGEST_ADDRESS: usize = 2_048;

/// A line of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct MenuItem {
    pub label: String,
    pub target: MenuTarget,
    pub items: Vec<MenuItem>,
}

/// Where a line leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuTarget {
    /// Nowhere: it is the heading of what is below it.
    Heading,
    /// To the page of a document, wherever that is at the time.
    Document(DocumentId),
    /// To a path of this site, such as `/blog`, below the prefix of the locale that is shown.
    Path(String),
    /// Out of this site, with `http`, `https`, `mailto` or `tel`.
    Url(String),
}

/// A line as JSON: the target is the member of its kind.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<DocumentId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    items: Vec<MenuItem>,
}

impl From<Written> for MenuItem {
    fn from(Written { label, document, path, url, items }: Written) -> Self {
        let document = document.map(MenuTarget::Document);
        let target = document.or_else(|| path.map(MenuTarget::Path)).or_else(|| url.map(MenuTarget::Url));
        Self { label, target: target.unwrap_or(MenuTarget::Heading), items }
    }
}

impl From<MenuItem> for Written {
    fn from(MenuItem { label, target, items }: MenuItem) -> Self {
        let line = Self { label, document: None, path: None, url: None, items };
        match target {
            MenuTarget::Heading => line,
            MenuTarget::Document(document) => Self { document: Some(document), ..line },
            MenuTarget::Path(path) => Self { path: Some(path), ..line },
            MenuTarget::Url(url) => Self { url: Some(url), ..line },
        }
    }
}

/// Everything that is wrong with the lines of a menu; `place` is where their list is.
pub fn check(items: &[MenuItem], place: &FieldPath, errors: &mut FieldErrors) {
    let mut left = MOST_ITEMS;
    check_level(items, place, 1, &mut left, errors);
}

fn check_level(
    items: &[MenuItem],
    place: &FieldPath,
    level: usize,
    left: &mut usize,
    errors: &mut FieldErrors,
) {
    if level > DEEPEST && !items.is_empty() {
        errors.add(place.clone(), Code::TooMany, format!("menus have at most {DEEPEST} levels"));
        return;
    }
    if items.len() > *left {
        errors.add(place.clone(), Code::TooMany, format!("a menu has at most {MOST_ITEMS} items"));
        *left = 0;
        return;
    }
    *left -= items.len();
    for (index, item) in items.iter().enumerate() {
        let place = place.index(index);
        check_item(item, &place, errors);
        check_level(&item.items, &place.field("items"), level + 1, left, errors);
    }
}

fn check_item(item: &MenuItem, place: &FieldPath, errors: &mut FieldErrors) {
    let label = place.field("label");
    if item.label.trim().is_empty() {
        errors.add(label.clone(), Code::Required, "must not be empty");
    }
    if item.label.chars().count() > LONGEST_LABEL {
        errors.add(label.clone(), Code::TooLong, format!("must be at most {LONGEST_LABEL} characters"));
    }
    if item.label.chars().any(char::is_control) {
        errors.add(label, Code::ForbiddenCharacter, "must not contain control characters");
    }
    let (name, address, problem) = match &item.target {
        MenuTarget::Heading if item.items.is_empty() => {
            errors.add(place.clone(), Code::Required, "must lead somewhere or have items below it");
            return;
        }
        MenuTarget::Heading | MenuTarget::Document(_) => return,
        MenuTarget::Path(path) => {
            let is_right = web_address::is_path(path);
            ("path", path, (!is_right).then_some("must be a path of this site that begins with one `/`"))
        }
        MenuTarget::Url(url) => {
            let is_right = web_address::leads_outside(url);
            ("url", url, (!is_right).then_some("must be an address with http, https, mailto or tel"))
        }
    };
    if let Some(problem) = problem {
        errors.add(place.field(name), Code::NotAUrl, problem);
    }
    if address.len() > LONGEST_ADDRESS {
        errors.add(place.field(name), Code::TooLong, format!("must be at most {LONGEST_ADDRESS} bytes"));
    }
}

/// The documents that a menu leads to, each with its first place, in the order of their ids.
pub fn documents(items: &[MenuItem], place: &FieldPath) -> Vec<(DocumentId, FieldPath)> {
    let mut found = Vec::new();
    collect(items, place, &mut found);
    found.sort_by_key(|(document, _)| *document);
    found.dedup_by_key(|(document, _)| *document);
    found
}

fn collect(items: &[MenuItem], place: &FieldPath, found: &mut Vec<(DocumentId, FieldPath)>) {
    for (index, item) in items.iter().enumerate() {
        let place = place.index(index);
        if let MenuTarget::Document(document) = &item.target {
            found.push((*document, place.field("document")));
        }
        collect(&item.items, &place.field("items"), found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(label: &str, target: MenuTarget, items: Vec<MenuItem>) -> MenuItem {
        MenuItem { label: label.to_owned(), target, items }
    }

    fn path(label: &str, path: &str) -> MenuItem {
        item(label, MenuTarget::Path(path.to_owned()), Vec::new())
    }

    fn found(items: &[MenuItem]) -> Vec<(String, Code)> {
        let mut errors = FieldErrors::default();
        check(items, &FieldPath::of("items"), &mut errors);
        errors.iter().map(|error| (error.path.to_pointer(), error.code)).collect()
    }

    #[test]
    fn every_wrong_line_is_named() {
        let url = |url: &str| item("x", MenuTarget::Url(url.to_owned()), Vec::new());
        let cases = [
            (path("Blog", "/blog?a=1#top"), None),
            (url("mailto:a@example.org"), None),
            (path(" ", "/blog"), Some(("/items/0/label", Code::Required))),
            (path("a\u{7}", "/blog"), Some(("/items/0/label", Code::ForbiddenCharacter))),
            (path("a", "//evil.example"), Some(("/items/0/path", Code::NotAUrl))),
            (path("a", "/\\evil.example"), Some(("/items/0/path", Code::NotAUrl))),
            (url("javascript:alert(1)"), Some(("/items/0/url", Code::NotAUrl))),
            (url("/blog"), Some(("/items/0/url", Code::NotAUrl))),
            (item("a", MenuTarget::Heading, Vec::new()), Some(("/items/0", Code::Required))),
        ];
        for (line, expected) in cases {
            let expected: Vec<(String, Code)> =
                expected.into_iter().map(|(place, code)| (place.to_owned(), code)).collect();
            assert_eq!(found(std::slice::from_ref(&line)), expected, "{line:?}");
        }
    }

    #[test]
    fn menus_are_neither_deep_nor_long() {
        let under = |below: MenuItem| item("a", MenuTarget::Heading, vec![below]);
        assert_eq!(found(&[under(under(path("a", "/")))]), []);
        let deep = [under(under(under(path("a", "/"))))];
        assert_eq!(found(&deep), [("/items/0/items/0/items/0/items".to_owned(), Code::TooMany)]);
        let many = |count| vec![path("a", "/"); count];
        assert_eq!(found(&many(200)), []);
        assert_eq!(found(&many(201)), [("/items".to_owned(), Code::TooMany)]);
        let below = [item("a", MenuTarget::Heading, many(100)), item("b", MenuTarget::Heading, many(99))];
        assert_eq!(found(&below), [("/items/1/items".to_owned(), Code::TooMany)]);
    }

    #[test]
    fn lines_are_written_as_the_api_takes_them() {
        let text = r#"[{"label":"a","items":[{"label":"b","path":"/b"},{"label":"c","url":"tel:1"}]}]"#;
        let items: Vec<MenuItem> = serde_json::from_str(text).unwrap();
        assert_eq!(items[0].items[0], path("b", "/b"));
        assert_eq!(serde_json::to_string(&items).unwrap(), text);
    }

    #[test]
    fn documents_are_found_at_every_level() {
        let id = |number: u128| DocumentId::from_uuid(uuid::Uuid::from_u128(number));
        let to = |number| item("a", MenuTarget::Document(id(number)), Vec::new());
        let items = [item("a", MenuTarget::Document(id(2)), vec![to(1), to(2)]), to(1)];
        let found = documents(&items, &FieldPath::of("items"));
        let found: Vec<_> = found.iter().map(|(document, place)| (*document, place.to_pointer())).collect();
        let first = "/items/0/items/0/document".to_owned();
        assert_eq!(found, [(id(1), first), (id(2), "/items/0/document".to_owned())]);
    }
}
