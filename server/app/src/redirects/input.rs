//! What an operator writes, and what a redirect may be.
//!
//! Only who manages the settings of the site sets one, and its target is written down in advance: no part of it comes
//! from a request, so a redirect of this site leads nowhere that nobody chose.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::routes::{Holder, PathTooLong, RedirectStatus, RequestedPath, unlocalized};
use galley_domain::schema::Model;
use url::Url;

use crate::routes::address::{Address, encode};

/// Longest target, in bytes.
const LONGEST_TARGET: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectInput {
    /// A path of this site.
    pub from: String,
    /// A path of this site, `/go/` and a document, or an address with http or https; none for what is gone.
    pub to: Option<String>,
    pub status: RedirectStatus,
}

/// A redirect as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Checked {
    /// Decoded and in its one spelling.
    pub(super) path: String,
    pub(super) target: Option<String>,
    pub(super) status: RedirectStatus,
}

/// A path of this site in its one spelling; none for what is not a path, and for addresses elsewhere.
pub(super) fn site_path(model: &Model, text: &str) -> Option<String> {
    let address = Address::read(text)?;
    Some(RequestedPath::read(&address.path, &model.locales).path)
}

pub(super) fn check(model: &Model, input: &RedirectInput) -> Result<Checked, FieldErrors> {
    let mut errors = FieldErrors::default();
    let path = check_from(model, &input.from, &mut errors);
    let target = check_to(model, input, &mut errors);
    errors.or(())?;
    Ok(Checked { path: path.unwrap_or_default(), target, status: input.status })
}

fn check_from(model: &Model, from: &str, errors: &mut FieldErrors) -> Option<String> {
    let place = FieldPath::of("from");
    let is_plain = !from.contains(['?', '#']);
    let Some(address) = Address::read(from).filter(|_| is_plain) else {
        errors.add(place, FieldErrorCode::NotAUrl, "must be a path of this site, such as `/old/page`");
        return None;
    };
    let requested = RequestedPath::read(&address.path, &model.locales);
    if let Some(too_long) = PathTooLong::of(&requested.path) {
        errors.add(place, FieldErrorCode::TooLong, too_long.to_string());
        return None;
    }
    let default = model.default_locale();
    let below = unlocalized(&requested.path, &requested.locale, &default);
    let holder = Holder::of(below, model).map(|holder| holder.to_string());
    if let Some(holder) = holder.or_else(|| (below == "/").then(|| "the front page".to_owned())) {
        errors.add(place, FieldErrorCode::ReservedPath, format!("belongs to {holder}"));
        return None;
    }
    Some(requested.path)
}

fn check_to(model: &Model, input: &RedirectInput, errors: &mut FieldErrors) -> Option<String> {
    let place = FieldPath::of("to");
    let to = match (&input.to, input.status.leads_somewhere()) {
        (Some(to), true) => to,
        (None, false) => return None,
        (None, true) => {
            errors.add(place, FieldErrorCode::Required, "is needed: there is somewhere to go");
            return None;
        }
        (Some(_), false) => {
            errors.add(place, FieldErrorCode::ReadOnly, "must be left out: what is gone leads nowhere");
            return None;
        }
    };
    if to.len() > LONGEST_TARGET {
        let message = format!("must be at most {LONGEST_TARGET} bytes");
        errors.add(place, FieldErrorCode::TooLong, message);
        return None;
    }
    let found = if to.starts_with('/') { target_here(model, to) } else { target_elsewhere(to) };
    if found.is_none() {
        let message =
            "must be a path of this site, `/go/` and the id of a document, or an address with http or https";
        errors.add(place, FieldErrorCode::NotAUrl, message);
    }
    found
}

/// A path, with a query and a fragment if they can stand in a header.
fn target_here(model: &Model, to: &str) -> Option<String> {
    let end = to.find(['?', '#']).unwrap_or(to.len());
    let (path, rest) = to.split_at_checked(end)?;
    let is_visible = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
    rest.chars().all(is_visible).then_some(())?;
    Some(format!("{}{rest}", encode(&site_path(model, path)?)))
}

/// An address of another site, as browsers read it: what they would drop or read as something else may not be in it.
fn target_elsewhere(to: &str) -> Option<String> {
    if to.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') {
        return None;
    }
    let url = Url::parse(to).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    let is_written_out = to.get(url.scheme().len()..).is_some_and(|rest| rest.starts_with("://"));
    let is_plain = url.username().is_empty() && url.password().is_none();
    (is_web && is_written_out && is_plain).then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_one(
        from: &str,
        to: Option<&str>,
        status: RedirectStatus,
    ) -> Result<(String, Option<String>), String> {
        let locales = ["en", "fr"].iter().map(|code| code.parse().unwrap()).collect();
        let model = Model::new(Vec::new(), Vec::new(), locales);
        let input = RedirectInput { from: from.to_owned(), to: to.map(str::to_owned), status };
        let checked = check(&model, &input).map_err(|errors| {
            let error = errors.iter().next().unwrap().clone();
            format!("{} {}", error.path.to_text(), error.code.as_str())
        })?;
        Ok((checked.path, checked.target))
    }

    #[test]
    fn a_path_is_stored_in_its_one_spelling() {
        for (from, to, path, target) in [
            ("/old", "/new", "/old", "/new"),
            ("/old/", "/new/", "/old", "/new"),
            ("/en/old", "/en/new", "/old", "/new"),
            ("/fr/old", "/fr", "/fr/old", "/fr"),
            ("/t%C3%AAte", "/tête?a=1#b", "/tête", "/t%C3%AAte?a=1#b"),
            ("/old.php", "https://example.org", "/old.php", "https://example.org/"),
            ("/old", "/", "/old", "/"),
        ] {
            let found = check_one(from, Some(to), RedirectStatus::Moved);
            assert_eq!(found, Ok((path.to_owned(), Some(target.to_owned()))), "{from} {to}");
        }
        assert_eq!(check_one("/old", None, RedirectStatus::Gone), Ok(("/old".to_owned(), None)));
    }

    #[test]
    fn what_leads_astray_is_refused() {
        let long = format!("/{}", "a".repeat(LONGEST_TARGET));
        for (from, to, error) in [
            ("old", "/new", "from not_a_url"),
            ("/old?a=1", "/new", "from not_a_url"),
            ("//old", "/new", "from not_a_url"),
            ("/old/../x", "/new", "from not_a_url"),
            ("/old%0d%0a", "/new", "from not_a_url"),
            ("", "/new", "from not_a_url"),
            ("/", "/new", "from reserved_path"),
            ("/fr", "/new", "from reserved_path"),
            ("/admin/x", "/new", "from reserved_path"),
            ("/fr/admin", "/new", "from reserved_path"),
            ("/media/x", "/new", "from reserved_path"),
            ("/blog/feed.xml", "/new", "from reserved_path"),
            ("/fr/blog/page/2", "/new", "from reserved_path"),
            (long.as_str(), "/new", "from too_long"),
            ("/old", long.as_str(), "to too_long"),
            ("/old", "//evil.example", "to not_a_url"),
            ("/old", "/\\evil.example", "to not_a_url"),
            ("/old", "/%5cevil.example", "to not_a_url"),
            ("/old", "/x?a=\r\nset-cookie: a", "to not_a_url"),
            ("/old", "javascript:alert(1)", "to not_a_url"),
            ("/old", "data:text/html,x", "to not_a_url"),
            ("/old", "ftp://example.org", "to not_a_url"),
            ("/old", "https:example.org", "to not_a_url"),
            ("/old", "https://user:pass@example.org", "to not_a_url"),
            ("/old", "https://example.org\\@evil.example", "to not_a_url"),
            ("/old", "https://example.org/ x", "to not_a_url"),
            ("/old", "new", "to not_a_url"),
            ("/old", "", "to not_a_url"),
        ] {
            assert_eq!(
                check_one(from, Some(to), RedirectStatus::Moved),
                Err(error.to_owned()),
                "{from} {to}"
            );
        }
        assert_eq!(check_one("/old", None, RedirectStatus::Moved), Err("to required".to_owned()));
        assert_eq!(check_one("/old", Some("/x"), RedirectStatus::Gone), Err("to read_only".to_owned()));
    }
}
