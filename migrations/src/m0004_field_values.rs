//! The scalar leaves of entries, as filters and sorting compare them.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step =
    Step { name: "m0004_field_values", up, down: |_| drop_tables(&["field_values"]) };

/// There are many rows for each entry, all derived from its `data` and written with it, so none is checked against
/// `entries` again by a foreign key: that would double the cost of an import.
fn up(dialect: Dialect) -> Vec<String> {
    let (locale, text, folded) = (dialect.key(35), dialect.key(255), dialect.key(510));
    let clustered = dialect.clustered();
    let mut statements = vec![format!(
        "CREATE TABLE field_values (
            entry_id BIGINT NOT NULL,
            path_id INTEGER NOT NULL,
            owner BIGINT NOT NULL,
            position INTEGER NOT NULL,
            stage SMALLINT NOT NULL,
            locale {locale} NOT NULL,
            text {text},
            folded {folded},
            number DOUBLE PRECISION,
            time BIGINT,
            PRIMARY KEY (entry_id, path_id, owner, position)
        ) {clustered}"
    )];
    statements.extend(["folded", "text", "number", "time"].map(|column| {
        let present = dialect.where_present(column);
        format!(
            "CREATE INDEX field_values_by_{column}
                ON field_values (path_id, stage, locale, {column}, entry_id) {present}"
        )
    }));
    statements
}
