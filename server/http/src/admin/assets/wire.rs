//! Assets on the wire.

use galley_app::assets::{Asset, AssetPatch as Patched};
use galley_domain::ids::DocumentId;
use galley_domain::patch::{Patch, given};
use galley_domain::roles::{Actor, Permission};
use galley_domain::text::instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::parsed;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct AssetPath {
    /// The asset's document id.
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = String)]
    pub(super) id: DocumentId,
}

/// A change of the words about an asset; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssetPatch {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = String, required = false)]
    name: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    alternative_text: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    caption: Patch<String>,
}

/// An asset.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AssetOut {
    /// The document id, as in every URL of the asset.
    id: String,
    /// What the content API calls it.
    number: String,
    name: String,
    alternative_text: Option<String>,
    caption: Option<String>,
    /// Found in the bytes.
    mime: String,
    /// Without a dot.
    extension: String,
    size_bytes: u64,
    width: Option<u32>,
    height: Option<u32>,
    /// SHA-256 of the bytes.
    hash: String,
    /// Relative to the site.
    url: String,
    version: i64,
    created_at: String,
    updated_at: String,
    created_by: Option<String>,
    permissions: AssetPermissionsOut,
}

/// What the caller may do with an asset.
#[derive(Debug, Serialize, ToSchema)]
struct AssetPermissionsOut {
    edit: bool,
    delete: bool,
}

impl From<AssetPatch> for Patched {
    fn from(AssetPatch { name, alternative_text, caption }: AssetPatch) -> Self {
        Self { name, alternative_text, caption }
    }
}

impl AssetOut {
    pub(crate) fn of(actor: &Actor, asset: Asset) -> Self {
        let url = asset.path();
        let Asset {
            id,
            document,
            hash,
            mime,
            extension,
            size_bytes,
            width,
            height,
            name,
            alternative_text,
            caption,
            version,
            created_at,
            updated_at,
            created_by,
        } = asset;
        Self {
            id: document.to_string(),
            number: id.to_string(),
            name,
            alternative_text,
            caption,
            mime,
            extension,
            size_bytes,
            width,
            height,
            hash: hash.to_string(),
            url,
            version,
            created_at: instant::show(created_at),
            updated_at: instant::show(updated_at),
            created_by: created_by.map(|user| format!("user:{user}")),
            permissions: AssetPermissionsOut {
                edit: actor.may(Permission::UploadAssets),
                delete: actor.may(Permission::DeleteAssets),
            },
        }
    }
}
