//! Links that show a draft to whoever has them, until they end or are taken back.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step =
    Step { name: "m0021_preview_links", up, down: |_| drop_tables(&["preview_links"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (uuid, locale) = (dialect.uuid(), dialect.key(35));
    vec![
        format!(
            "CREATE TABLE preview_links (
                id {uuid} NOT NULL PRIMARY KEY,
                document_id {uuid} NOT NULL,
                locale {locale} NOT NULL,
                expires_at BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                created_by BIGINT
            )"
        ),
        "CREATE INDEX preview_links_by_document ON preview_links (document_id, locale, id)".to_owned(),
        "CREATE INDEX preview_links_by_expires_at ON preview_links (expires_at)".to_owned(),
    ]
}
