//! The bytes of an asset. Whoever has its URL may read it, so no actor is asked for.

use std::io;
use std::ops::Range;

use bytes::Bytes;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use galley_domain::ids::DocumentId;
use galley_store::assets;

use super::asset::Asset;
use super::upload::refusal;
use crate::context::App;
use crate::error::AppError;

/// Bytes on their way.
pub struct AssetBytes {
    /// Of the whole file, also when only a part is read.
    pub size: u64,
    pub bytes: BoxStream<'static, io::Result<Bytes>>,
}

/// The asset behind `/media/{document}/…`, if there is one.
pub async fn open(app: &App, document: DocumentId) -> Result<Option<Asset>, AppError> {
    let snapshot = app.store.snapshot().await?;
    Ok(assets::find_by_document(&snapshot, document).await?.map(Asset::from))
}

/// The whole file, or the part `range`, which must lie within it.
pub async fn read(app: &App, asset: &Asset, range: Option<Range<u64>>) -> Result<AssetBytes, AppError> {
    let read = match range {
        None => app.media.get(asset.hash).await,
        Some(range) => app.media.get_range(asset.hash, range).await,
    };
    let read = read.map_err(refusal)?;
    Ok(AssetBytes { size: read.size, bytes: read.bytes.map(|part| part.map_err(io::Error::other)).boxed() })
}
