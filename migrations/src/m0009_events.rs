//! The event log and its head, one row that numbers the events in commit order.

use crate::dialect::Dialect;
use crate::step::{Step, drop_tables};

pub(crate) const STEP: Step =
    Step { name: "m0009_events", up, down: |_| drop_tables(&["events", "event_head"]) };

fn up(dialect: Dialect) -> Vec<String> {
    let (uuid, locale, long_text) = (dialect.uuid(), dialect.key(35), dialect.long_text());
    let (kind, actor) = (dialect.key(64), dialect.key(64));
    let has_document = dialect.where_present("document_id");
    vec![
        // Everything up to `pruned_to` may be missing from the log.
        "CREATE TABLE event_head (
            id INTEGER NOT NULL PRIMARY KEY,
            seq BIGINT NOT NULL,
            pruned_to BIGINT NOT NULL
        )"
        .to_owned(),
        "INSERT INTO event_head (id, seq, pruned_to) VALUES (1, 0, 0)".to_owned(),
        format!(
            "CREATE TABLE events (
                seq BIGINT NOT NULL PRIMARY KEY,
                kind {kind} NOT NULL,
                document_id {uuid},
                content_type_id INTEGER,
                locale {locale},
                stage SMALLINT,
                actor {actor} NOT NULL,
                at BIGINT NOT NULL,
                payload {long_text} NOT NULL
            )"
        ),
        format!("CREATE INDEX events_by_document ON events (document_id, seq) {has_document}"),
    ]
}
