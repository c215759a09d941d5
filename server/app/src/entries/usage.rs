//! Where used: the entries that link to a document.

use galley_domain::ids::DocumentId;
use galley_domain::values::LinkTarget;
use galley_store::{entries, links};

use crate::context::Ctx;
use crate::error::{AppError, Usage};

/// At most this many are named.
const LIMIT: u32 = 100;

/// Entries of other documents that link to this one, trashed drafts included.
pub(super) async fn of_document(ctx: &Ctx, document: DocumentId) -> Result<Vec<Usage>, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    let found = links::to(&snapshot, LinkTarget::Document(document), LIMIT).await?;
    let mut others: Vec<_> = found.into_iter().filter(|usage| usage.document != document).collect();
    others.dedup_by_key(|usage| usage.document);
    let ids: Vec<_> = others.iter().map(|usage| usage.entry).collect();
    let rows = entries::by_ids(&snapshot, &ids).await?;
    let model = ctx.model();
    let usage = |used: &links::Usage| {
        let stored = model.by_id(used.content_type)?;
        let row = rows.iter().find(|row| row.id == used.entry)?;
        let data: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&row.row.data).ok()?;
        let title = stored.schema.title_field().and_then(|field| data.get(&field.name)?.as_str());
        Some(Usage {
            content_type: stored.schema.singular.to_string(),
            document: used.document,
            title: title.map(str::to_owned),
        })
    };
    Ok(others.iter().filter_map(usage).collect())
}
