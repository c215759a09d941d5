//! The accounts that a site or its owner has elsewhere.

use serde::{Deserialize, Serialize};

use super::patch::limit;
use crate::errors::{FieldErrorCode, FieldErrors, FieldPath};
use crate::text::web_address;

const MOST: usize = 20;
const LONGEST_NAME: usize = 80;
const LONGEST_URL: usize = 2_048;

/// One account, such as `Mastodon` at `https://mastodon.example/@galley`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub name: String,
    pub url: String,
}

pub(super) fn check(profiles: &[Profile], errors: &mut FieldErrors) {
    let place = FieldPath::of("profiles");
    if profiles.len() > MOST {
        errors.add(place, FieldErrorCode::TooMany, format!("must be at most {MOST} profiles"));
        return;
    }
    for (index, Profile { name, url }) in profiles.iter().enumerate() {
        let place = place.index(index);
        if name.trim().is_empty() {
            errors.add(place.field("name"), FieldErrorCode::Required, "must not be empty");
        }
        limit(&place.field("name"), name, LONGEST_NAME, errors);
        limit(&place.field("url"), url, LONGEST_URL, errors);
        if !web_address::leads_outside(url) {
            let message = "must be an address with http, https, mailto or tel";
            errors.add(place.field("url"), FieldErrorCode::NotAUrl, message);
        }
    }
}
