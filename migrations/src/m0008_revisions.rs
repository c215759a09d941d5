//! Snapshots of drafts.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0008_revisions", up, down: |_| drop_tables(&["revisions"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (id, uuid, locale) = (dialect.counted_id(), dialect.uuid(), dialect.key(35));
    let (kind, long_text) = (dialect.key(16), dialect.long_text());
    vec![
        format!(
            "CREATE TABLE revisions (
                id {id},
                document_id {uuid} NOT NULL REFERENCES documents (id),
                locale {locale} NOT NULL,
                number BIGINT NOT NULL,
                kind {kind} NOT NULL,
                open BOOLEAN NOT NULL,
                schema_version INTEGER NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                name {long_text},
                authors {long_text} NOT NULL,
                data {long_text} NOT NULL,
                UNIQUE (document_id, locale, number)
            )"
        ),
        // At most one session is rewritten in place.
        "CREATE UNIQUE INDEX revisions_open ON revisions (document_id, locale) WHERE open".to_owned(),
    ]
}
