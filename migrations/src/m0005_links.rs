//! Links from entries to documents and assets, derived from `entries.data`.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0005_links", up, down: |_| drop_tables(&["links"]) };

/// A link may point to what does not exist any more, so `target` is no foreign key; `entry_id` is none for the reason
/// that `field_values` has none.
fn up(dialect: Dialect) -> Vec<String> {
    let (uuid, locale, clustered) = (dialect.uuid(), dialect.key(35), dialect.clustered());
    vec![
        format!(
            "CREATE TABLE links (
                entry_id BIGINT NOT NULL,
                path_id INTEGER NOT NULL,
                owner BIGINT NOT NULL,
                position INTEGER NOT NULL,
                target_kind SMALLINT NOT NULL,
                target {uuid} NOT NULL,
                stage SMALLINT NOT NULL,
                locale {locale} NOT NULL,
                PRIMARY KEY (entry_id, path_id, owner, position, target_kind)
            ) {clustered}"
        ),
        // Stage and locale are those of the entry: with them the entries that lead somewhere are counted without
        // looking at any of them.
        "CREATE INDEX links_by_target ON links (target, path_id, stage, locale, entry_id)".to_owned(),
    ]
}
