//! Where used: the entries that link to a document or show an asset, the menus that lead to it
//! and the settings that name it.

use galley_domain::roles::Permission;
use galley_domain::schema::StoredType;
use galley_domain::settings::SiteValues;
use galley_domain::theme_settings::SettingValue;
use galley_domain::values::LinkTarget;
use galley_store::entries::Entry;
use galley_store::menus::{self, MenuKey};
use galley_store::{Transaction, entries, links};
use serde_json::{Map, Value};

use crate::context::Ctx;
use crate::error::{AppError, Usage};
use crate::settings;

/// At most this many places are looked at.
const LIMIT: u32 = 100;

/// Fails when something uses the target, trashed drafts included. A document is no user of itself.
///
/// All of them count, and of entries those are named that the actor could find: whoever reads the drafts of their type.
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
    let mut used_by = beside_entries(transaction, target).await?;
    let all = places.len() + used_by.len();
    if all == 0 {
        return Ok(());
    }
    let ids: Vec<_> = places.iter().map(|place| place.entry).collect();
    let rows = entries::by_ids(transaction, &ids).await?;
    let model = ctx.model();
    let usage = |place: &links::Usage| {
        let stored = model.by_id(place.content_type)?;
        let row = rows.iter().find(|row| row.id == place.entry);
        ctx.actor.may_in(Permission::ReadDrafts, &stored.schema).then(|| Usage::Entry {
            content_type: stored.schema.singular.to_string(),
            document: place.document,
            title: row.and_then(|row| title(stored, row)),
        })
    };
    used_by.extend(places.iter().filter_map(usage));
    Err(AppError::InUse { used_by, all })
}

/// The settings that name an asset, the menus that lead to a document.
async fn beside_entries(transaction: &impl Transaction, target: LinkTarget) -> Result<Vec<Usage>, AppError> {
    match target {
        LinkTarget::Asset(asset) => {
            let values = settings::read(transaction).await?.values;
            let named = values.pictures().into_iter().filter(|(_, picture)| *picture == Some(asset));
            let mut named: Vec<String> = named.map(|(name, _)| name.to_owned()).collect();
            named.extend(by_themes(&values, &SettingValue::Image(asset)));
            Ok(named.into_iter().map(Usage::Setting).collect())
        }
        LinkTarget::Document(document) => {
            let values = settings::read(transaction).await?.values;
            let named =
                by_themes(&values, &SettingValue::Reference(document)).into_iter().map(Usage::Setting);
            let leading = menus::to(transaction, document).await?.into_iter();
            Ok(leading.map(|MenuKey { name, locale }| Usage::Menu { name, locale }).chain(named).collect())
        }
    }
}

/// The settings of themes with this value.
fn by_themes(values: &SiteValues, wanted: &SettingValue) -> Vec<String> {
    values.named_by_themes().filter(|(_, value)| *value == wanted).map(|(name, _)| name).collect()
}

/// An entry without a title that can be read is a user all the same.
fn title(stored: &StoredType, row: &Entry) -> Option<String> {
    let field = stored.schema.title_field().filter(|field| !field.options.private)?;
    let data: Map<String, Value> = serde_json::from_str(&row.data).ok()?;
    data.get(&field.name)?.as_str().map(str::to_owned)
}
