//! Assets as media objects, in the form that populated media have, and how a request names one.

use galley_app::assets::Asset;
use galley_app::content::AssetRow;
use galley_domain::ids::AssetId;
use serde::Deserialize;

use crate::content::present;
use crate::extract::parsed;

/// `/api/upload/files/{id}`
#[derive(Debug, Deserialize)]
pub(in crate::content) struct FilePath {
    #[serde(deserialize_with = "parsed")]
    pub(super) id: AssetId,
}

/// One object.
pub(in crate::content) fn one(asset: &Asset) -> String {
    let mut out = Vec::new();
    present::asset(&mut out, &row(asset));
    text(out)
}

/// A plain list, without the envelope of entries.
pub(in crate::content) fn many(assets: &[Asset]) -> String {
    let mut out = vec![b'['];
    for (place, asset) in assets.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        present::asset(&mut out, &row(asset));
    }
    out.push(b']');
    text(out)
}

fn text(json: Vec<u8>) -> String {
    // The presenter joins texts, so the bytes are one.
    String::from_utf8(json).unwrap_or_default()
}

fn row(asset: &Asset) -> AssetRow {
    AssetRow {
        id: asset.id,
        document: asset.document,
        name: asset.name.clone(),
        alternative_text: asset.alternative_text.clone(),
        caption: asset.caption.clone(),
        width: asset.width.map(i64::from),
        height: asset.height.map(i64::from),
        hash: asset.hash.as_bytes().to_vec(),
        extension: asset.extension.clone(),
        mime: asset.mime.clone(),
        bytes: i64::try_from(asset.size_bytes).unwrap_or(i64::MAX),
        created_at: asset.created_at,
        updated_at: asset.updated_at,
    }
}
