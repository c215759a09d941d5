//! Where what a write made can be found: the `Location` of every 201 of this API.

use galley_app::idempotency::Outcome;

use crate::answers::Location;

/// Below the address of the site; a link for others is at its own, whole address.
pub(super) fn of(outcome: Outcome<'_>) -> Location {
    let below = |noun: &str, id: &dyn std::fmt::Display| Some(format!("/admin/api/{noun}/{id}"));
    Location(match outcome {
        Outcome::Entry(state) if state.locale.is_none() => below("entries", &state.document),
        Outcome::Entry(state) => {
            Some(format!("/admin/api/entries/{}?locale={}", state.document, state.locale))
        }
        Outcome::User(user) => below("users", &user.id),
        Outcome::Token(token) => below("tokens", &token.id),
        Outcome::Asset(asset) => below("assets", &asset.document),
        Outcome::Redirect(redirect) => below("redirects", &redirect.id),
        Outcome::PreviewLink(link) => Some(link.url.clone()),
        // These are changed, or ended; nothing is made at an address of its own.
        Outcome::Assets(_)
        | Outcome::Settings(_)
        | Outcome::Menu(_)
        | Outcome::Model(_)
        | Outcome::Nothing => None,
    })
}
