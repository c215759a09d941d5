//! What the Markdown of published entries was rendered to.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step = Step { name: "m0018_rendered", up, down: |_| drop_tables(&["rendered"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (hash, long_text) = (dialect.hash(), dialect.long_text());
    vec![
        format!(
            "CREATE TABLE rendered (
                entry_id BIGINT NOT NULL PRIMARY KEY,
                source_hash {hash} NOT NULL,
                renderer INTEGER NOT NULL,
                html {long_text} NOT NULL,
                toc {long_text} NOT NULL,
                excerpt {long_text} NOT NULL
            )"
        ),
        "CREATE INDEX rendered_by_renderer ON rendered (renderer)".to_owned(),
    ]
}
