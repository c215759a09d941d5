//! Menus of the site, one for each name and locale, and the documents that they lead to.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step =
    Step { name: "m0020_menus", up, down: |_| drop_tables(&["menu_links", "menus"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (name, locale, uuid, long_text) =
        (dialect.key(64), dialect.key(35), dialect.uuid(), dialect.long_text());
    vec![
        format!(
            "CREATE TABLE menus (
                name {name} NOT NULL,
                locale {locale} NOT NULL,
                items {long_text} NOT NULL,
                version BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                updated_by BIGINT,
                PRIMARY KEY (name, locale)
            )"
        ),
        // Derived from `items`, for the question where a document is used.
        format!(
            "CREATE TABLE menu_links (
                name {name} NOT NULL,
                locale {locale} NOT NULL,
                target {uuid} NOT NULL,
                PRIMARY KEY (name, locale, target)
            )"
        ),
        "CREATE INDEX menu_links_by_target ON menu_links (target)".to_owned(),
    ]
}
