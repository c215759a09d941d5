//! What follows from the event log: on the node that wrote, and on others.

mod events;
mod following;

use galley_app::App;
use galley_app::entries::{Expected, save};
use galley_domain::ids::{DocumentId, EventSeq};
use galley_domain::locales::Locale;
use galley_store::events::{self as log, StoredEvent};
use galley_tests::app::TestApp;
use serde_json::json;

use crate::entries::input;

/// The events after a number.
pub(crate) async fn events_after(app: &App, seq: EventSeq) -> Vec<StoredEvent> {
    let snapshot = app.store.snapshot().await.expect("a snapshot");
    log::after(&snapshot, seq, 1_000).await.expect("the log is readable")
}

pub(crate) async fn head(app: &App) -> EventSeq {
    let snapshot = app.store.snapshot().await.expect("a snapshot");
    log::head(&snapshot).await.expect("the log has a head").seq
}

pub(crate) async fn autosave(test: &TestApp, document: DocumentId) {
    let change = input(json!({ "title": "Saved by itself" }));
    let saved = save::autosave(&test.editor(), document, &Locale::none(), Expected::Any, &change).await;
    saved.expect("it is saved");
}
