//! How far each projection of each node has followed the event log, so that nothing is pruned that somebody needs.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step =
    Step { name: "m0019_projection_cursors", up, down: |_| drop_tables(&["projection_cursors"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (node, projection) = (dialect.key(64), dialect.key(64));
    vec![format!(
        "CREATE TABLE projection_cursors (
            node {node} NOT NULL,
            projection {projection} NOT NULL,
            seq BIGINT NOT NULL,
            seen_at BIGINT NOT NULL,
            PRIMARY KEY (node, projection)
        )"
    )]
}
