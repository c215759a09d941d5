//! Redirects on the wire.

use galley_app::redirects::{Redirect, RedirectInput};
use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::ids::RedirectId;
use galley_domain::roles::ActorRef;
use galley_domain::routes::RedirectStatus;
use galley_domain::text::instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::parsed;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct RedirectPath {
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = String)]
    pub(super) id: RedirectId,
}

/// What a redirect shall say.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RedirectIn {
    /// A path of the site, without a query.
    #[schema(example = "/old/page.html")]
    from: String,
    /// A path of the site, `/go/` and the id of a document, or an address with http or https; left out with 410.
    #[schema(example = "/new-page")]
    to: Option<String>,
    /// 301, 302, 308, or 410 for what is gone.
    #[serde(default = "moved")]
    #[schema(example = 301)]
    status: u16,
}

const fn moved() -> u16 {
    RedirectStatus::Moved.code()
}

/// A redirect.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RedirectOut {
    id: String,
    /// In its one spelling, with its characters encoded.
    from: String,
    to: Option<String>,
    status: u16,
    version: i64,
    created_at: String,
    updated_at: String,
    created_by: Option<String>,
    updated_by: Option<String>,
}

impl TryFrom<RedirectIn> for RedirectInput {
    type Error = FieldErrors;

    fn try_from(input: RedirectIn) -> Result<Self, FieldErrors> {
        let RedirectIn { from, to, status } = input;
        let status = RedirectStatus::from_code(status).ok_or_else(|| {
            let message = "must be 301, 302, 308 or 410";
            FieldErrors::one(FieldPath::of("status"), FieldErrorCode::NotAnOption, message)
        })?;
        Ok(Self { from, to, status })
    }
}

impl From<Redirect> for RedirectOut {
    fn from(redirect: Redirect) -> Self {
        let Redirect { id, from, to, status, version, created_at, updated_at, created_by, updated_by } =
            redirect;
        let author = |author: Option<ActorRef>| author.map(|author| author.to_string());
        Self {
            id: id.to_string(),
            from,
            to,
            status: status.code(),
            version,
            created_at: instant::show(created_at),
            updated_at: instant::show(updated_at),
            created_by: author(created_by),
            updated_by: author(updated_by),
        }
    }
}
