//! Links from entries to documents and assets, derived from `entries.data`.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0005_links", up, down: |_| drop_tables(&["links"]) };

/// A link may point to what does not exist any more, so `target` is no foreign key; `entry_id` is none for the reason
/// that `field_values` has none.
fn up(dialect: Dialect) -> Vec<String> {
    let (uuid, clustered) = (dialect.uuid(), dialect.clustered());
    vec![
        format!(
            "CREATE TABLE links (
                entry_id BIGINT NOT NULL,
                path_id INTEGER NOT NULL,
                owner BIGINT NOT NULL,
                position INTEGER NOT NULL,
                target_kind SMALLINT NOT NULL,
                target {uuid} NOT NULL,
                PRIMARY KEY (entry_id, path_id, owner, position, target_kind)
            ) {clustered}"
        ),
        "CREATE INDEX links_by_target ON links (target, path_id, entry_id)".to_owned(),
    ]
}
