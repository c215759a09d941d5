//! What was imported from where, so that importing again changes only what changed there.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0014_imports", up, down: |_| drop_tables(&["imports"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (source, external_key) = (dialect.key(255), dialect.key(510));
    let (uuid, locale, hash) = (dialect.uuid(), dialect.key(35), dialect.hash());
    let clustered = dialect.clustered();
    vec![
        // `revision` is the one that the import made: a higher one says that somebody edited it here since.
        format!(
            "CREATE TABLE imports (
                source {source} NOT NULL,
                external_key {external_key} NOT NULL,
                document_id {uuid} NOT NULL,
                locale {locale} NOT NULL,
                content_hash {hash} NOT NULL,
                revision BIGINT,
                imported_at BIGINT NOT NULL,
                PRIMARY KEY (source, external_key)
            ) {clustered}"
        ),
        "CREATE INDEX imports_by_document ON imports (document_id)".to_owned(),
    ]
}
