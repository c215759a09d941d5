//! Finding a kept answer.

use sea_orm::EntityTrait;

use super::KeptAnswer;
use super::entity::Entity;
use crate::error::StoreError;
use crate::transaction::Transaction;

pub async fn find(
    transaction: &impl Transaction,
    actor: &str,
    name: &str,
) -> Result<Option<KeptAnswer>, StoreError> {
    let key = (actor.to_owned(), name.to_owned());
    Entity::find_by_id(key).one(transaction.connection()).await?.map(TryInto::try_into).transpose()
}
