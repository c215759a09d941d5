//! Finding menus by name and locale, and those that lead to a document.

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::menus::MenuName;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};
use super::{MenuHead, MenuKey, MenuLink, MenuRow};
use crate::error::StoreError;
use crate::reading::RowSource;
use crate::row::Row;
use crate::transaction::Transaction;

pub async fn find(transaction: &impl Transaction, key: &MenuKey) -> Result<Option<MenuRow>, StoreError> {
    let id = (key.name.as_str().to_owned(), key.locale.as_str().to_owned());
    Ok(Entity::find_by_id(id).one(transaction.connection()).await?.map(Into::into))
}

/// Every menu without its lines, by name and locale; at most `limit` of them.
pub async fn heads(transaction: &impl Transaction, limit: u64) -> Result<Vec<MenuHead>, StoreError> {
    let some = Entity::find().order_by_asc(Column::Name).order_by_asc(Column::Locale).limit(limit);
    let rows = some.all(transaction.connection()).await?;
    Ok(rows.into_iter().map(|row| MenuRow::from(row).head).collect())
}

/// Every menu, by name and locale.
pub async fn all(transaction: &impl Transaction) -> Result<Vec<MenuRow>, StoreError> {
    let every = Entity::find().order_by_asc(Column::Name).order_by_asc(Column::Locale);
    Ok(every.all(transaction.connection()).await?.into_iter().map(Into::into).collect())
}

/// The menus in any of the locales, in one statement.
pub async fn in_locales<'a>(
    source: impl Into<RowSource<'a>>,
    locales: &[Locale],
) -> Result<Vec<MenuRow>, StoreError> {
    let some = Entity::find().filter(Column::Locale.is_in(locales.iter().map(Locale::as_str)));
    let rows = source.into().select(some.order_by_asc(Column::Name)).await?;
    rows.iter().map(|row| Ok(Model::read(row)?.into())).collect()
}

pub async fn locale_is_used(transaction: &impl Transaction, locale: &Locale) -> Result<bool, StoreError> {
    let some = Entity::find().filter(Column::Locale.eq(locale.as_str())).limit(1);
    Ok(some.one(transaction.connection()).await?.is_some())
}

/// The menus that lead to a document.
pub async fn to(transaction: &impl Transaction, target: DocumentId) -> Result<Vec<MenuKey>, StoreError> {
    let sql = "SELECT name, locale FROM menu_links WHERE target = ? ORDER BY name, locale";
    let sql = transaction.backend().numbered(sql);
    transaction.connection().rows(&sql, vec![target.uuid().into()]).await?.iter().map(key).collect()
}

/// What is stored beside the menus, for a check.
pub async fn links(transaction: &impl Transaction) -> Result<Vec<MenuLink>, StoreError> {
    let sql = "SELECT name, locale, target FROM menu_links ORDER BY name, locale, target";
    let rows = transaction.connection().rows(sql, Vec::new()).await?;
    rows.iter().map(|row| Ok(MenuLink { key: key(row)?, target: row.document(2)? })).collect()
}

fn key(row: &Row) -> Result<MenuKey, StoreError> {
    Ok(MenuKey {
        name: MenuName::from_stored(row.text(0)?.to_owned()),
        locale: Locale::from_stored(row.text(1)?.to_owned()),
    })
}
