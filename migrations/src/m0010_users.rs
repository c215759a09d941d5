//! People who sign in.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0010_users", up, down: |_| drop_tables(&["users"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (id, email, role) = (dialect.counted_id(), dialect.key(255), dialect.key(64));
    let (email_key, long_text) = (dialect.key(510), dialect.long_text());
    // `email_key` is the folded address: two spellings of one address are one person.
    vec![format!(
        "CREATE TABLE users (
            id {id},
            email {email} NOT NULL,
            email_key {email_key} NOT NULL UNIQUE,
            name {long_text} NOT NULL,
            password_hash {long_text},
            role {role} NOT NULL,
            suspended_at BIGINT,
            version BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        )"
    )]
}
