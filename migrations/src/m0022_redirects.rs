//! Redirects that operators set. The path of each is also a row of `routes`, where requests find it.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0022_redirects", up, down };

/// `target` is none where nothing is any more.
fn up(dialect: Dialect) -> Vec<String> {
    let (id, hash, long_text) = (dialect.counted_id(), dialect.hash(), dialect.long_text());
    vec![format!(
        "CREATE TABLE redirects (
            id {id},
            path_hash {hash} NOT NULL UNIQUE,
            status SMALLINT NOT NULL,
            version BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL,
            created_by BIGINT,
            updated_by BIGINT,
            path {long_text} NOT NULL,
            target {long_text}
        )"
    )]
}

/// Their paths go with them: kinds from 2 on were only ever theirs.
fn down(_: Dialect) -> Vec<String> {
    let mut statements = vec!["DELETE FROM routes WHERE kind >= 2".to_owned()];
    statements.extend(drop_tables(&["redirects"]));
    statements
}
