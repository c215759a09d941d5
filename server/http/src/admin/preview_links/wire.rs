//! Preview links on the wire.

use galley_app::previews::{Lifetime, PreviewLink};
use galley_domain::errors::FieldErrors;
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::text::instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::parsed;

/// One link to a draft.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct PreviewLinkPath {
    /// The entry's document id.
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = String)]
    pub(super) id: DocumentId,
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = String)]
    pub(super) link: DocumentId,
}

/// How long a link is to last.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewLinkIn {
    /// 1 to 1,440, which is a day and what it is when it is left out.
    #[serde(default)]
    expires_in_minutes: Option<u32>,
}

/// A link to a draft.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PreviewLinkOut {
    id: String,
    /// The address that shows the draft.
    url: String,
    #[schema(value_type = Option<String>)]
    locale: Locale,
    expires_at: String,
    created_at: String,
    /// Such as `user:7`.
    created_by: String,
}

/// Links that have not ended.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PreviewLinksOut {
    pub(super) items: Vec<PreviewLinkOut>,
}

impl PreviewLinkIn {
    pub(super) fn lifetime(self) -> Result<Lifetime, FieldErrors> {
        self.expires_in_minutes.map_or_else(|| Ok(Lifetime::default()), Lifetime::of_minutes)
    }
}

impl From<PreviewLink> for PreviewLinkOut {
    fn from(link: PreviewLink) -> Self {
        let PreviewLink { id, document: _, locale, expires_at, created_at, created_by, url } = link;
        Self {
            id: id.to_string(),
            url,
            locale,
            expires_at: instant::show(expires_at),
            created_at: instant::show(created_at),
            created_by: created_by.to_string(),
        }
    }
}
