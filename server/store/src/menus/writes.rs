//! Writing menus: each write names the version that it replaces.

use galley_domain::ids::DocumentId;

use super::{MenuKey, MenuRow, TABLE};
use crate::bulk::Rows;
use crate::error::StoreError;
use crate::transaction::Transaction as _;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<6> =
    Rows { table: TABLE, columns: ["name", "locale", "items", "version", "updated_at", "updated_by"] };
const LINKS: Rows<3> = Rows { table: "menu_links", columns: ["name", "locale", "target"] };

/// Writes a menu that is at the version `expected`, or that does not exist when that is 0, with the documents that it
/// leads to, each once. False: somebody was faster, and nothing was written.
pub async fn put(
    unit: &UnitOfWork,
    menu: &MenuRow,
    targets: &[DocumentId],
    expected: i64,
) -> Result<bool, StoreError> {
    let MenuRow { head, items } = menu;
    let (name, locale) = (head.key.name.as_str(), head.key.locale.as_str());
    let written = if expected == 0 {
        let row = [
            name.into(),
            locale.into(),
            items.as_str().into(),
            head.version.into(),
            head.updated_at.into(),
            head.updated_by.into(),
        ];
        ROWS.insert_free(unit.connection(), vec![row]).await?
    } else {
        let sql = "UPDATE menus SET items = ?, version = ?, updated_at = ?, updated_by = ?
            WHERE name = ? AND locale = ? AND version = ?";
        let values = vec![
            items.as_str().into(),
            head.version.into(),
            head.updated_at.into(),
            head.updated_by.into(),
            name.into(),
            locale.into(),
            expected.into(),
        ];
        unit.connection().run(&unit.backend().numbered(sql), values).await?
    };
    if written == 0 {
        return Ok(false);
    }
    remove_links(unit, &head.key).await?;
    let links = targets.iter().map(|target| [name.into(), locale.into(), target.uuid().into()]);
    LINKS.insert(unit.connection(), links.collect()).await?;
    Ok(true)
}

/// Takes away a menu that is at the version `expected`. False: it is not.
pub async fn remove(unit: &UnitOfWork, key: &MenuKey, expected: i64) -> Result<bool, StoreError> {
    let sql = unit.backend().numbered("DELETE FROM menus WHERE name = ? AND locale = ? AND version = ?");
    let values = vec![key.name.as_str().into(), key.locale.as_str().into(), expected.into()];
    if unit.connection().run(&sql, values).await? == 0 {
        return Ok(false);
    }
    remove_links(unit, key).await?;
    Ok(true)
}

async fn remove_links(unit: &UnitOfWork, key: &MenuKey) -> Result<(), StoreError> {
    let sql = unit.backend().numbered("DELETE FROM menu_links WHERE name = ? AND locale = ?");
    unit.connection().run(&sql, vec![key.name.as_str().into(), key.locale.as_str().into()]).await?;
    Ok(())
}
