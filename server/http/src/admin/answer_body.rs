//! The body that an action's outcome is answered with, made before its commit so that it can be kept for a repeat.
//!
//! Handlers answer with the same wire types; a write looks the same the first and the second time.

use galley_app::idempotency::Outcome;
use galley_domain::roles::Actor;
use galley_domain::schema::Model;
use serde::Serialize;

use super::assets::wire::AssetOut;
use super::content_types::wire::AppliedOut;
use super::entries::wire::EntryOut;
use super::menus::wire::MenuOut;
use super::preview_links::wire::PreviewLinkOut;
use super::redirects::wire::RedirectOut;
use super::settings::wire::SettingsOut;
use super::tokens::wire::TokenOut;
use super::users::wire::UserOut;

/// As JSON text; empty when the answer has no body.
pub(super) fn text(model: &Model, actor: &Actor, outcome: Outcome<'_>) -> String {
    match outcome {
        Outcome::Entry(state) => json(&EntryOut::of(model, actor, state)),
        Outcome::User(user) => json(&UserOut::from(user.clone())),
        Outcome::Token(token) => json(&TokenOut::from(token.clone())),
        Outcome::Asset(asset) => json(&AssetOut::of(actor, asset.clone())),
        Outcome::Assets(assets) => {
            let all: Vec<AssetOut> = assets.iter().map(|asset| AssetOut::of(actor, asset.clone())).collect();
            json(&all)
        }
        Outcome::Menu(menu) => json(&MenuOut::from(menu.clone())),
        Outcome::PreviewLink(link) => json(&PreviewLinkOut::from(link.clone())),
        Outcome::Settings(settings) => json(&SettingsOut::from(settings.clone())),
        Outcome::Redirect(redirect) => json(&RedirectOut::from(redirect.clone())),
        Outcome::Model(report) => json(&AppliedOut::from(report.clone())),
        Outcome::Nothing => String::new(),
    }
}

fn json(body: &impl Serialize) -> String {
    // Wire types have text keys and finite numbers, so they always have a JSON form.
    serde_json::to_string(body).unwrap_or_default()
}
