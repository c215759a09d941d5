//! Redirects that lead to redirects.

use std::collections::{HashMap, HashSet};

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::routes::RedirectStatus;
use galley_domain::schema::Model;

use super::input::{Checked, site_path};

/// Where redirects lead, by their paths.
pub(super) type Hops = HashMap<String, (Option<String>, RedirectStatus)>;

/// The target after all redirects behind it that are for good, so that a visitor takes one step. One for now is not
/// passed, because it may lead elsewhere tomorrow, nor is one whose own query or fragment would be lost.
pub(super) fn end(model: &Model, wanted: &Checked, hops: &Hops) -> Result<Option<String>, FieldErrors> {
    let Some(mut target) = wanted.target.clone() else { return Ok(None) };
    let mut passed: HashSet<String> = HashSet::new();
    loop {
        let path = if target.contains(['?', '#']) { None } else { site_path(model, &target) };
        let Some(path) = path else { return Ok(Some(target)) };
        if path == wanted.path || !passed.insert(path.clone()) {
            let message = "leads back to where it comes from";
            return Err(FieldErrors::one(FieldPath::of("to"), FieldErrorCode::Cycle, message));
        }
        match hops.get(&path) {
            Some((Some(next), RedirectStatus::Moved | RedirectStatus::Permanent)) => target.clone_from(next),
            Some(_) | None => return Ok(Some(target)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end_of(path: &str, to: &str, hops: &[(&str, &str, RedirectStatus)]) -> Result<String, String> {
        let hops =
            hops.iter().map(|(from, to, status)| ((*from).to_owned(), (Some((*to).to_owned()), *status)));
        let wanted =
            Checked { path: path.to_owned(), target: Some(to.to_owned()), status: RedirectStatus::Moved };
        let found = end(&Model::default(), &wanted, &hops.collect());
        found.map(Option::unwrap_or_default).map_err(|errors| errors.to_string())
    }

    #[test]
    fn chains_are_followed_to_where_they_end() {
        use RedirectStatus::{Found, Moved, Permanent};
        let hops = [
            ("/b", "/c", Moved),
            ("/c", "/d", Permanent),
            ("/e", "/f", Found),
            ("/g", "/b?x=1", Moved),
            ("/h", "https://example.org/", Moved),
        ];
        for (to, end) in [
            ("/b", "/d"),
            ("/d", "/d"),
            ("/e", "/e"),
            ("/g", "/b?x=1"),
            ("/h", "https://example.org/"),
            ("/b#top", "/b#top"),
        ] {
            assert_eq!(end_of("/a", to, &hops).as_deref(), Ok(end), "{to}");
        }
        for to in ["/a", "/i", "/b"] {
            let circle = [("/i", "/a", Moved), ("/b", "/c", Moved), ("/c", "/b", Moved)];
            assert!(end_of("/a", to, &circle).is_err(), "{to}");
        }
    }
}
