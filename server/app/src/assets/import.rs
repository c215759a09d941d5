//! Take a file from an import into the library, and remember where it came from, in one unit of work.

use bytes::Bytes;
use futures::stream;
use galley_domain::locales::Locale;
use galley_store::{Priority, imports};

use super::asset::Asset;
use super::change::AssetPatch;
use super::upload::{insert, planned, stage};
use crate::context::Ctx;
use crate::entries::batch::ImportKey;
use crate::error::AppError;

/// Stores the bytes and makes their record.
pub(crate) async fn import(
    ctx: &Ctx,
    file_name: &str,
    bytes: Bytes,
    key: &ImportKey,
) -> Result<Asset, AppError> {
    let staged = stage(ctx, file_name, None, stream::iter([Ok(bytes)])).await?;
    let row = planned(ctx, staged, AssetPatch::default())?;
    let work = ctx.app.store.write(Priority::Batch).await?;
    let asset = insert(ctx, &work, row).await?;
    let record = imports::Import {
        source: key.source.clone(),
        external_key: key.key.clone(),
        document: asset.document,
        locale: Locale::none(),
        content_hash: key.content_hash,
        revision: None,
        imported_at: ctx.now(),
    };
    imports::put(&work, &record).await?;
    work.commit().await?;
    Ok(asset)
}
