//! Signed-in browsers, found by the hash of their cookie.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0011_sessions", up, down: |_| drop_tables(&["sessions"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (hash, long_text) = (dialect.hash(), dialect.long_text());
    let clustered = dialect.clustered();
    vec![
        format!(
            "CREATE TABLE sessions (
                hash {hash} NOT NULL PRIMARY KEY,
                user_id BIGINT NOT NULL REFERENCES users (id),
                remember BOOLEAN NOT NULL,
                created_at BIGINT NOT NULL,
                last_seen_at BIGINT NOT NULL,
                address {long_text} NOT NULL,
                user_agent {long_text} NOT NULL
            ) {clustered}"
        ),
        "CREATE INDEX sessions_by_user ON sessions (user_id)".to_owned(),
        "CREATE INDEX sessions_by_last_seen_at ON sessions (last_seen_at)".to_owned(),
    ]
}
