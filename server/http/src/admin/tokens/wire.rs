//! Tokens on the wire.

use galley_app::tokens::{CreatedToken, Expiry, NewToken, Token};
use galley_domain::ids::TokenId;
use galley_domain::patch::Patch;
use galley_domain::roles::{Role, Scope, TokenScope};
use galley_domain::schema::TypeName;
use galley_domain::text::instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::admin::times::shown;
use crate::extract::parsed;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct TokenPath {
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = String)]
    pub(crate) id: TokenId,
}

/// A new token.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenIn {
    name: String,
    #[schema(value_type = String, example = "viewer")]
    role: Role,
    /// Of `read`, `drafts`, `write`, `publish` and `manage`; all when left out.
    #[schema(value_type = Option<Vec<String>>)]
    scopes: Option<Vec<Scope>>,
    /// Singular names of the content types it is limited to; every type when left out.
    #[schema(value_type = Option<Vec<String>>)]
    types: Option<Vec<TypeName>>,
    /// 90 when left out; null for a token without an end.
    #[serde(default)]
    #[schema(value_type = Option<u16>)]
    expires_in_days: Patch<u16>,
}

/// A token.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TokenOut {
    id: String,
    name: String,
    /// The visible beginning of the secret.
    prefix: String,
    #[schema(value_type = String)]
    role: Role,
    #[schema(value_type = Vec<String>)]
    scopes: Vec<Scope>,
    #[schema(value_type = Option<Vec<String>>)]
    types: Option<Vec<TypeName>>,
    expires_at: Option<String>,
    last_used_at: Option<String>,
    created_at: String,
    created_by: Option<String>,
    /// Only in the first answer to the request that made the token; nobody can find it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

impl From<TokenIn> for NewToken {
    fn from(input: TokenIn) -> Self {
        let TokenIn { name, role, scopes, types, expires_in_days } = input;
        let scopes = scopes.unwrap_or_else(|| TokenScope::full().scopes);
        let expiry = match expires_in_days {
            Patch::Absent => Expiry::default(),
            Patch::Null => Expiry::Never,
            Patch::Value(days) => Expiry::Days(days.into()),
        };
        Self { name, role, scope: TokenScope { scopes, types }, expiry }
    }
}

impl TokenOut {
    /// For the one answer that shows the secret.
    pub(super) fn revealing(created: CreatedToken) -> Self {
        let CreatedToken { token, secret } = created;
        Self { secret: Some(secret.reveal().to_owned()), ..token.into() }
    }
}

impl From<Token> for TokenOut {
    fn from(token: Token) -> Self {
        let Token { id, name, prefix, role, scope, expires_at, last_used_at, created_at, created_by } = token;
        let TokenScope { scopes, types } = scope;
        Self {
            id: id.to_string(),
            name,
            prefix,
            role,
            scopes,
            types,
            expires_at: shown(expires_at),
            last_used_at: shown(last_used_at),
            created_at: instant::show(created_at),
            created_by: created_by.map(|author| author.to_string()),
            secret: None,
        }
    }
}
