//! Tokens of programs, found by their hash.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0012_tokens", up, down: |_| drop_tables(&["tokens"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (id, hash, role) = (dialect.counted_id(), dialect.hash(), dialect.key(64));
    let (prefix, long_text) = (dialect.key(32), dialect.long_text());
    // `prefix` is the visible beginning of the token, so that people recognise it in a list.
    vec![format!(
        "CREATE TABLE tokens (
            id {id},
            name {long_text} NOT NULL,
            prefix {prefix} NOT NULL,
            hash {hash} NOT NULL UNIQUE,
            role {role} NOT NULL,
            scope {long_text} NOT NULL,
            expires_at BIGINT,
            last_used_at BIGINT,
            created_at BIGINT NOT NULL,
            created_by BIGINT
        )"
    )]
}
