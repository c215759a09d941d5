//! The assets of one level.

use galley_domain::ids::{AssetId, DocumentId};
use galley_domain::query::check::ROW_BUDGET;

use super::ContentQueryError;
use super::answer::AssetRow;
use super::sql::Sql;
use crate::reading::RowSource;

pub(super) async fn by_documents(
    source: RowSource<'_>,
    documents: &[DocumentId],
) -> Result<Vec<AssetRow>, ContentQueryError> {
    let mut sql = Sql::new(source.backend());
    sql.push(
        "SELECT id, document_id, name, alternative_text, caption, width, height, hash, extension, mime, size, \
         created_at, updated_at FROM assets WHERE document_id IN ",
    );
    sql.bind_list(documents).push(" LIMIT ").bind(ROW_BUDGET + 1);
    let (text, values) = sql.finish();
    let mut assets = Vec::new();
    for row in source.rows(&text, values).await? {
        assets.push(AssetRow {
            id: AssetId(row.integer(0)?),
            document: row.document(1)?,
            name: row.text(2)?.to_owned(),
            alternative_text: row.text_or_null(3)?.map(str::to_owned),
            caption: row.text_or_null(4)?.map(str::to_owned),
            width: row.integer_or_null(5)?,
            height: row.integer_or_null(6)?,
            hash: row.bytes(7)?.to_vec(),
            extension: row.text(8)?.to_owned(),
            mime: row.text(9)?.to_owned(),
            bytes: row.integer(10)?,
            created_at: row.integer(11)?,
            updated_at: row.integer(12)?,
        });
    }
    Ok(assets)
}
