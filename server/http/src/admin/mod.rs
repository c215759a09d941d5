//! The admin API at `/admin/api`: what the admin interface does, as problem JSON and OpenAPI.
//!
//! One folder per noun, one file per endpoint; `wire` holds what goes over the wire and is the only place where a row
//! becomes JSON.

mod answer_body;
mod assets;
mod content_types;
mod document;
mod entries;
pub(crate) mod headers;
mod location;
mod menus;
mod paging;
mod preview_links;
mod redirects;
mod revisions;
pub(crate) mod session;
mod sessions;
mod settings;
mod setup;
mod themes;
mod times;
mod tokens;
mod users;
mod write;

use galley_domain::roles::Permission;
use utoipa_axum::routes;

use crate::routes::{Policy, Routes};

/// Every endpoint with its policy. Whoever passes it may still be refused by the action, for a single object.
pub(crate) fn routes() -> Routes {
    let may = Policy::Permission;
    Routes::new()
        .add(Policy::SignedIn, routes!(document::show_document))
        // The way in.
        .add(Policy::Public, routes!(setup::show::show_setup))
        .add(Policy::Public, routes!(setup::complete::complete_setup))
        .add(Policy::Public, routes!(session::sign_in::sign_in))
        .add(Policy::SignedIn, routes!(session::show::show_session))
        .add(Policy::Public, routes!(session::sign_out::sign_out))
        .add(Policy::SignedIn, routes!(session::confirm::confirm_session))
        // People and programs. Everybody may look after their own account.
        .add(may(Permission::ReadUsers), routes!(users::list::list_users))
        .add(may(Permission::ManageUsers), routes!(users::create::create_user))
        .add(Policy::SignedIn, routes!(users::show::show_user))
        .add(Policy::SignedIn, routes!(users::update::update_user))
        .add(may(Permission::ManageUsers), routes!(users::suspend::suspend_user))
        .add(Policy::SignedIn, routes!(users::set_password::set_password))
        .add(Policy::SignedIn, routes!(sessions::list::list_sessions))
        .add(Policy::SignedIn, routes!(sessions::revoke::revoke_session))
        .add(may(Permission::ManageTokens), routes!(tokens::list::list_tokens))
        .add(may(Permission::ManageTokens), routes!(tokens::show::show_token))
        .add(may(Permission::ManageTokens), routes!(tokens::create::create_token))
        .add(may(Permission::ManageTokens), routes!(tokens::revoke::revoke_token))
        // The model.
        .add(may(Permission::ReadModel), routes!(content_types::list::list_content_types))
        .add(may(Permission::ReadModel), routes!(content_types::show::show_content_type))
        .add(may(Permission::ReadModel), routes!(content_types::list_components::list_components))
        .add(may(Permission::ChangeModel), routes!(content_types::apply::apply_content_types))
        .merge(entries())
        // The library.
        .add(may(Permission::ReadAssets), routes!(assets::list::list_assets))
        .add(may(Permission::ReadAssets), routes!(assets::show::show_asset))
        .add_streaming(may(Permission::UploadAssets), routes!(assets::upload::upload_asset))
        .add(may(Permission::UploadAssets), routes!(assets::update::update_asset))
        .add(may(Permission::DeleteAssets), routes!(assets::delete::delete_asset))
        // The site.
        .add(may(Permission::ManageSettings), routes!(settings::show::show_settings))
        .add(may(Permission::ManageSettings), routes!(settings::update::update_settings))
        .add(may(Permission::ManageSettings), routes!(themes::list::list_themes))
        .add(may(Permission::ManageMenus), routes!(menus::list::list_menus))
        .add(may(Permission::ManageMenus), routes!(menus::show::show_menu))
        .add(may(Permission::ManageMenus), routes!(menus::put::put_menu))
        .add(may(Permission::ManageMenus), routes!(menus::remove::remove_menu))
        .add(may(Permission::ManageSettings), routes!(redirects::list::list_redirects))
        .add(may(Permission::ManageSettings), routes!(redirects::show::show_redirect))
        .add(may(Permission::ManageSettings), routes!(redirects::create::create_redirect))
        .add(may(Permission::ManageSettings), routes!(redirects::replace::replace_redirect))
        .add(may(Permission::ManageSettings), routes!(redirects::delete::delete_redirect))
}

fn entries() -> Routes {
    let may = Policy::Permission;
    Routes::new()
        .add(may(Permission::ReadDrafts), routes!(entries::list::list_entries))
        .add(may(Permission::ReadDrafts), routes!(entries::list_trash::list_trash))
        .add(may(Permission::ReadDrafts), routes!(entries::show::show_entry))
        .add(may(Permission::CreateEntries), routes!(entries::create::create_entry))
        .add(may(Permission::EditEntries), routes!(entries::save::save_entry))
        .add(may(Permission::EditEntries), routes!(entries::autosave::autosave_entry))
        .add(may(Permission::PublishEntries), routes!(entries::publish::publish_entry))
        .add(may(Permission::PublishEntries), routes!(entries::unpublish::unpublish_entry))
        .add(may(Permission::EditEntries), routes!(entries::discard_draft::discard_draft))
        .add(may(Permission::DeleteEntries), routes!(entries::trash::trash_entry))
        .add(may(Permission::DeleteEntries), routes!(entries::untrash::untrash_entry))
        .add(may(Permission::DeleteEntries), routes!(entries::delete::delete_entry))
        .add(may(Permission::EditEntries), routes!(entries::add_locale::add_locale))
        .add(may(Permission::ReadDrafts), routes!(preview_links::list::list_preview_links))
        .add(may(Permission::ReadDrafts), routes!(preview_links::create::create_preview_link))
        .add(may(Permission::ReadDrafts), routes!(preview_links::revoke::revoke_preview_link))
        .add(may(Permission::ReadDrafts), routes!(revisions::list::list_revisions))
        .add(may(Permission::ReadDrafts), routes!(revisions::show::show_revision))
        .add(may(Permission::EditEntries), routes!(revisions::restore::restore_revision))
}
