//! Giving path ids.

use galley_domain::ids::{ContentTypeId, PathId};
use galley_domain::schema::{PathChain, PathEntry};

use crate::bulk::Rows;
use crate::error::StoreError;
use crate::stored;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<2> = Rows { table: "field_paths", columns: ["content_type_id", "chain"] };

/// Gives an id to each chain, none of which has one yet.
pub async fn insert(
    unit: &UnitOfWork,
    content_type: ContentTypeId,
    chains: &[PathChain],
) -> Result<Vec<PathEntry>, StoreError> {
    let rows = chains.iter().map(|chain| [content_type.0.into(), chain.to_string().into()]).collect();
    let given = ROWS.insert_returning(unit.connection(), rows, "id, chain").await?;
    given
        .iter()
        .map(|row| {
            let id =
                i32::try_from(row.integer(0)?).map_err(|error| StoreError::corrupt(ROWS.table, error))?;
            Ok(PathEntry { id: PathId(id), chain: stored::parsed(ROWS.table, row.text(1)?)? })
        })
        .collect()
}
