//! Settings of the installation: named JSON values.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0016_settings", up, down: |_| drop_tables(&["settings"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (name, long_text) = (dialect.key(255), dialect.long_text());
    vec![format!(
        "CREATE TABLE settings (
            name {name} NOT NULL PRIMARY KEY,
            value {long_text} NOT NULL,
            version BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        )"
    )]
}
