//! What Markdown was rendered to, by a hash of what it was made of, and which published entry shows which.
//!
//! What the table of before held can be made again from the entries, so it is not copied.

use crate::dialect::Dialect;
use crate::m0018_rendered;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0024_rendered_by_hash", up, down };

fn up(dialect: Dialect) -> Vec<String> {
    let (hash, key, long_text) = (dialect.hash(), dialect.key(40), dialect.long_text());
    let mut statements = drop_tables(&["rendered"]);
    statements.extend([
        format!(
            "CREATE TABLE rendered (
                hash {hash} NOT NULL PRIMARY KEY,
                html {long_text} NOT NULL,
                toc {long_text} NOT NULL,
                excerpt {long_text} NOT NULL
            )"
        ),
        format!(
            "CREATE TABLE rendered_bodies (
                entry_id BIGINT NOT NULL PRIMARY KEY,
                hash {hash} NOT NULL,
                made_by {key} NOT NULL
            )"
        ),
        "CREATE INDEX rendered_bodies_by_hash ON rendered_bodies (hash)".to_owned(),
    ]);
    statements
}

fn down(dialect: Dialect) -> Vec<String> {
    let mut statements = drop_tables(&["rendered_bodies", "rendered"]);
    statements.extend((m0018_rendered::STEP.up)(dialect));
    statements
}
