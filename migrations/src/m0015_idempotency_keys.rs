//! Answers of writes that a client may send again.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step =
    Step { name: "m0015_idempotency_keys", up, down: |_| drop_tables(&["idempotency_keys"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (actor, name) = (dialect.key(64), dialect.key(255));
    let (hash, long_text, clustered) = (dialect.hash(), dialect.long_text(), dialect.clustered());
    vec![
        format!(
            "CREATE TABLE idempotency_keys (
                actor {actor} NOT NULL,
                name {name} NOT NULL,
                request_hash {hash} NOT NULL,
                status SMALLINT NOT NULL,
                created_at BIGINT NOT NULL,
                headers {long_text} NOT NULL,
                answer {long_text} NOT NULL,
                PRIMARY KEY (actor, name)
            ) {clustered}"
        ),
        "CREATE INDEX idempotency_keys_by_created_at ON idempotency_keys (created_at)".to_owned(),
    ]
}
