//! Documents: what all locales and stages of one piece of content share.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0002_documents", up, down: |_| drop_tables(&["documents"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (uuid, clustered) = (dialect.uuid(), dialect.clustered());
    let trashed = dialect.where_present("trashed_at");
    vec![
        // `next_component` is the id that the next component instance of the document gets; none is given twice.
        format!(
            "CREATE TABLE documents (
                id {uuid} NOT NULL PRIMARY KEY,
                content_type_id INTEGER NOT NULL REFERENCES content_types (id),
                next_component BIGINT NOT NULL DEFAULT 1,
                trashed_at BIGINT,
                created_at BIGINT NOT NULL,
                created_by BIGINT
            ) {clustered}"
        ),
        "CREATE INDEX documents_by_type ON documents (content_type_id, id)".to_owned(),
        format!("CREATE INDEX documents_by_trashed_at ON documents (trashed_at, content_type_id) {trashed}"),
    ]
}
