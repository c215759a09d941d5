//! Stored files that no asset names any more, and since when that is known.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step =
    Step { name: "m0026_unnamed_files", up, down: |_| drop_tables(&["unnamed_files"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let hash = dialect.hash();
    vec![format!("CREATE TABLE unnamed_files (hash {hash} NOT NULL PRIMARY KEY, since BIGINT NOT NULL)")]
}
