//! Public paths of the site and what they lead to.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0007_routes", up, down: |_| drop_tables(&["routes"]) };

/// A path may be longer than any index allows, so the key is its hash.
fn up(dialect: Dialect) -> Vec<String> {
    let (hash, uuid, locale) = (dialect.hash(), dialect.uuid(), dialect.key(35));
    let (long_text, clustered) = (dialect.long_text(), dialect.clustered());
    vec![
        format!(
            "CREATE TABLE routes (
                path_hash {hash} NOT NULL PRIMARY KEY,
                kind SMALLINT NOT NULL,
                content_type_id INTEGER,
                document_id {uuid},
                locale {locale} NOT NULL,
                created_at BIGINT NOT NULL,
                path {long_text} NOT NULL,
                target_path {long_text}
            ) {clustered}"
        ),
        "CREATE INDEX routes_by_document ON routes (document_id, locale)".to_owned(),
    ]
}
