//! Uploaded files; their bytes are in the object store under their hash.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0013_assets", up, down: |_| drop_tables(&["assets"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (id, uuid, hash) = (dialect.counted_id(), dialect.uuid(), dialect.hash());
    let (mime, extension, long_text) = (dialect.key(255), dialect.key(32), dialect.long_text());
    vec![
        format!(
            "CREATE TABLE assets (
                id {id},
                document_id {uuid} NOT NULL UNIQUE,
                hash {hash} NOT NULL,
                mime {mime} NOT NULL,
                extension {extension} NOT NULL,
                size BIGINT NOT NULL,
                width INTEGER,
                height INTEGER,
                version BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                created_by BIGINT,
                name {long_text} NOT NULL,
                alternative_text {long_text},
                caption {long_text}
            )"
        ),
        // The same bytes may be uploaded twice; they are stored once and swept when no asset names them.
        "CREATE INDEX assets_by_hash ON assets (hash)".to_owned(),
        "CREATE INDEX assets_by_created_at ON assets (created_at, id)".to_owned(),
    ]
}
