//! Content types, components, and the path ids that name leaves of content.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step {
    name: "m0001_content_types",
    up,
    down: |_| drop_tables(&["field_paths", "components", "content_types"]),
};

fn up(dialect: Dialect) -> Vec<String> {
    let (id, name, path) = (dialect.counted_small_id(), dialect.key(64), dialect.key(700));
    let long_text = dialect.long_text();
    vec![
        // `definition` is the file; `steps` are the typed operations between versions, oldest first. Rows of entries
        // are of any version from `rewritten_version` on; those below `schema_version` are read through the steps.
        format!(
            "CREATE TABLE content_types (
                id {id},
                singular {name} NOT NULL UNIQUE,
                plural {name} NOT NULL UNIQUE,
                definition {long_text} NOT NULL,
                schema_version INTEGER NOT NULL,
                rewritten_version INTEGER NOT NULL,
                steps {long_text} NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL
            )"
        ),
        format!(
            "CREATE TABLE components (
                name {name} NOT NULL PRIMARY KEY,
                definition {long_text} NOT NULL,
                updated_at BIGINT NOT NULL
            )"
        ),
        // A path is as long as a key may be on every database: 12 levels of components fit in it.
        format!(
            "CREATE TABLE field_paths (
                id {id},
                content_type_id INTEGER NOT NULL REFERENCES content_types (id),
                chain {path} NOT NULL,
                UNIQUE (content_type_id, chain)
            )"
        ),
    ]
}
