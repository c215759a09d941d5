//! Accounts on the wire.

use galley_app::users::{NewPassword, NewUser, User, UserPatch as Patched};
use galley_domain::errors::FieldErrors;
use galley_domain::ids::UserId;
use galley_domain::patch::given;
use galley_domain::roles::Role;
use galley_domain::text::instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::admin::times::shown;
use crate::extract::parsed;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct UserPath {
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = String)]
    pub(crate) id: UserId,
}

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserIn {
    name: String,
    email: String,
    #[schema(value_type = String, example = "editor")]
    role: Role,
    /// 15 to 256 characters.
    password: String,
}

/// A change of an account; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserPatch {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = String, required = false)]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = String, required = false)]
    email: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = String, required = false)]
    role: Option<Role>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = bool, required = false)]
    suspended: Option<bool>,
}

/// Another password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordIn {
    /// 15 to 256 characters.
    password: String,
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UserOut {
    id: String,
    name: String,
    email: String,
    #[schema(value_type = String)]
    role: Role,
    /// Since when the account cannot sign in.
    suspended_at: Option<String>,
    version: i64,
    created_at: String,
    updated_at: String,
}

impl TryFrom<UserIn> for NewUser {
    type Error = FieldErrors;

    fn try_from(input: UserIn) -> Result<Self, FieldErrors> {
        let UserIn { name, email, role, password } = input;
        Ok(Self { name, email, role, password: NewPassword::new(password)? })
    }
}

impl From<UserPatch> for Patched {
    fn from(UserPatch { name, email, role, suspended }: UserPatch) -> Self {
        Self { name, email, role, suspended }
    }
}

impl TryFrom<PasswordIn> for NewPassword {
    type Error = FieldErrors;

    fn try_from(PasswordIn { password }: PasswordIn) -> Result<Self, FieldErrors> {
        Self::new(password)
    }
}

impl From<User> for UserOut {
    fn from(user: User) -> Self {
        let User { id, email, name, role, suspended_at, version, created_at, updated_at } = user;
        Self {
            id: id.to_string(),
            name,
            email,
            role,
            suspended_at: shown(suspended_at),
            version,
            created_at: instant::show(created_at),
            updated_at: instant::show(updated_at),
        }
    }
}
