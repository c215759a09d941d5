//! Where each imported source lies, so that two sources of one name do not take each other's entries.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step =
    Step { name: "m0017_import_sources", up, down: |_| drop_tables(&["import_sources"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (source, long_text) = (dialect.key(255), dialect.long_text());
    // `source` is that of `imports`.
    vec![format!(
        "CREATE TABLE import_sources (
            source {source} NOT NULL PRIMARY KEY,
            place {long_text} NOT NULL,
            noted_at BIGINT NOT NULL
        )"
    )]
}
