//! The session on the wire.

use galley_app::users::User;
use galley_domain::roles::{Actor, Permission, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::admin::users::wire::UserOut;

/// What somebody types to sign in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInIn {
    pub(super) email: String,
    pub(super) password: String,
    /// Stay signed in on this device for 30 days.
    #[serde(default)]
    pub(super) remember: bool,
}

/// Who asks, and what they may do on at least some object.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionOut {
    /// Null for a token.
    user: Option<UserOut>,
    /// As authors are named elsewhere: `user:7`, `token:3`.
    actor: String,
    #[schema(value_type = String)]
    role: Role,
    permissions: PermissionsOut,
}

/// Rights on at least some object; each object says which of them hold for it.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each right is a switch of its own")]
struct PermissionsOut {
    read_drafts: bool,
    read_private_fields: bool,
    create_entries: bool,
    edit_entries: bool,
    publish_entries: bool,
    delete_entries: bool,
    read_model: bool,
    change_model: bool,
    read_assets: bool,
    upload_assets: bool,
    delete_assets: bool,
    read_users: bool,
    manage_users: bool,
    manage_tokens: bool,
    manage_settings: bool,
    manage_menus: bool,
    import: bool,
}

impl SessionOut {
    pub(crate) fn of_user(user: User) -> Self {
        let actor = Actor::User { id: user.id, role: user.role };
        Self { user: Some(user.into()), ..Self::of_actor(&actor) }
    }

    /// For actors who are no user.
    pub(crate) fn of_actor(actor: &Actor) -> Self {
        Self {
            user: None,
            actor: actor.reference().to_string(),
            role: actor.role(),
            permissions: PermissionsOut::of(actor),
        }
    }
}

impl PermissionsOut {
    fn of(actor: &Actor) -> Self {
        Self {
            read_drafts: actor.may(Permission::ReadDrafts),
            read_private_fields: actor.may(Permission::ReadPrivateFields),
            create_entries: actor.may(Permission::CreateEntries),
            edit_entries: actor.may(Permission::EditEntries),
            publish_entries: actor.may(Permission::PublishEntries),
            delete_entries: actor.may(Permission::DeleteEntries),
            read_model: actor.may(Permission::ReadModel),
            change_model: actor.may(Permission::ChangeModel),
            read_assets: actor.may(Permission::ReadAssets),
            upload_assets: actor.may(Permission::UploadAssets),
            delete_assets: actor.may(Permission::DeleteAssets),
            read_users: actor.may(Permission::ReadUsers),
            manage_users: actor.may(Permission::ManageUsers),
            manage_tokens: actor.may(Permission::ManageTokens),
            manage_settings: actor.may(Permission::ManageSettings),
            manage_menus: actor.may(Permission::ManageMenus),
            import: actor.may(Permission::Import),
        }
    }
}
