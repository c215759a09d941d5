//! Values that only one published entry may have.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step =
    Step { name: "m0006_unique_values", up, down: |_| drop_tables(&["unique_values"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (locale, hash, uuid) = (dialect.key(35), dialect.hash(), dialect.uuid());
    let clustered = dialect.clustered();
    vec![
        format!(
            "CREATE TABLE unique_values (
                path_id INTEGER NOT NULL,
                locale {locale} NOT NULL,
                hash {hash} NOT NULL,
                entry_id BIGINT NOT NULL,
                document_id {uuid} NOT NULL,
                PRIMARY KEY (path_id, locale, hash)
            ) {clustered}"
        ),
        "CREATE INDEX unique_values_by_entry ON unique_values (entry_id)".to_owned(),
    ]
}
