//! Entries: one row for each document, locale and stage.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0003_entries", up, down: |_| drop_tables(&["entries"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (id, uuid, long_text) = (dialect.counted_id(), dialect.uuid(), dialect.long_text());
    let (locale, slug) = (dialect.key(35), dialect.key(255));
    let has_slug = dialect.where_present("slug");
    let trashed = dialect.where_present("trashed_at");
    let list = |name: &str, column: &str| {
        format!("CREATE INDEX entries_by_{name} ON entries (content_type_id, stage, locale, {column}id)")
    };
    vec![
        // The long columns are last: SQLite walks through the pages of a long column to reach one behind it.
        format!(
            "CREATE TABLE entries (
                id {id},
                document_id {uuid} NOT NULL REFERENCES documents (id),
                content_type_id INTEGER NOT NULL REFERENCES content_types (id),
                locale {locale} NOT NULL,
                stage SMALLINT NOT NULL,
                version BIGINT NOT NULL,
                revision BIGINT,
                slug {slug},
                schema_version INTEGER NOT NULL,
                published_at BIGINT,
                first_published_at BIGINT,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                created_by BIGINT,
                updated_by BIGINT,
                trashed_at BIGINT,
                served {long_text} NOT NULL,
                data {long_text} NOT NULL,
                UNIQUE (document_id, locale, stage)
            )"
        ),
        list("published_at", &format!("published_at{}, ", dialect.absent_first())),
        list("updated_at", "updated_at, "),
        list("created_at", "created_at, "),
        list("id", ""),
        format!("CREATE INDEX entries_by_slug ON entries (content_type_id, stage, locale, slug) {has_slug}"),
        format!("CREATE INDEX entries_by_trashed_at ON entries (trashed_at, content_type_id) {trashed}"),
    ]
}
