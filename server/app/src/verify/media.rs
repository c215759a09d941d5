//! Every asset has its bytes, all of them.

use galley_domain::ids::AssetId;
use galley_media::ContentHash;
use galley_store::assets;

use super::report::Check;
use crate::context::Ctx;
use crate::error::AppError;

const PAGE: u64 = 500;

pub(super) async fn check(ctx: &Ctx) -> Result<Check, AppError> {
    let mut check = Check::new("media");
    let mut after: Option<AssetId> = None;
    loop {
        let snapshot = ctx.app.store.snapshot().await?;
        let rows = assets::list(&snapshot, None, after, PAGE).await?;
        drop(snapshot);
        let Some(last) = rows.last() else { return Ok(check) };
        after = Some(last.id);
        for row in &rows {
            check.examined += 1;
            let hash = ContentHash::from_bytes(row.hash);
            match ctx.app.media.size(hash).await.map_err(AppError::internal)? {
                None => check.problem(format!("asset {} `{}`: its file {hash} is missing", row.id, row.name)),
                Some(size) if i64::try_from(size).ok() != Some(row.size) => check.problem(format!(
                    "asset {} `{}`: its file {hash} has {size} bytes instead of {}",
                    row.id, row.name, row.size
                )),
                Some(_) => {}
            }
        }
    }
}
