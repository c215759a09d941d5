//! Where used: the entries that link to a document or show an asset.

use galley_domain::roles::Permission;
use galley_domain::schema::StoredType;
use galley_domain::values::LinkTarget;
use galley_store::entries::Entry;
use galley_store::{Transaction, entries, links};
use serde_json::{Map, Value};

use crate::context::Ctx;
use crate::error::{AppError, Usage};

/// At most this many places are looked at.
const LIMIT: u32 = 100;

/// Fails when entries use the target, trashed drafts included. A document is no user of itself.
///
/// All of them count, and those are named that the actor could find: whoever reads the drafts of their type.
pub(crate) async fn require_none(
    transaction: &impl Transaction,
    ctx: &Ctx,
    target: LinkTarget,
) -> Result<(), AppError> {
    let mut places = links::to(transaction, target, LIMIT).await?;
    places.retain(|place| target != LinkTarget::Document(place.document));
    // Both stages and all locales of a document are one user.
    places.sort_by_key(|place| place.document);
    places.dedup_by_key(|place| place.document);
    if places.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = places.iter().map(|place| place.entry).collect();
    let rows = entries::by_ids(transaction, &ids).await?;
    let model = ctx.model();
    let usage = |place: &links::Usage| {
        let stored = model.by_id(place.content_type)?;
        let row = rows.iter().find(|row| row.id == place.entry);
        ctx.actor.may_in(Permission::ReadDrafts, &stored.schema).then(|| Usage {
            content_type: stored.schema.singular.to_string(),
            document: place.document,
            title: row.and_then(|row| title(stored, row)),
        })
    };
    Err(AppError::InUse { used_by: places.iter().filter_map(usage).collect(), all: places.len() })
}

/// An entry without a title that can be read is a user all the same.
fn title(stored: &StoredType, row: &Entry) -> Option<String> {
    let field = stored.schema.title_field().filter(|field| !field.options.private)?;
    let data: Map<String, Value> = serde_json::from_str(&row.data).ok()?;
    data.get(&field.name)?.as_str().map(str::to_owned)
}
