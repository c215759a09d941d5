//! One line in the log for each action that was committed, for whoever operates the server.
//!
//! The event log of the database is the record; this says the same while it happens, beside what the server itself
//! does. Lines name ids and never what people wrote: no title, no name, no e-mail address, no secret. Saves are many
//! and at debug, everything else that a person would ask about is at info.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::UserId;
use galley_domain::locales::{Locale, Stage};
use galley_domain::roles::ActorRef;
use galley_domain::text::counted;
use serde_json::Value;

use crate::commit::Changes;
use crate::context::Ctx;

/// An action on entries: one line for each document.
pub(crate) fn entries(ctx: &Ctx, changes: &[Changes], took: Duration) {
    for change in changes {
        entry(ctx, change, took);
    }
}

/// Many entries in one unit of work: one line for all.
pub(crate) fn batch(ctx: &Ctx, changes: &[Changes], took: Duration) {
    if changes.is_empty() {
        return;
    }
    let actor = ctx.actor.reference();
    let types: BTreeSet<String> = changes.iter().map(|change| type_name(ctx, change)).collect();
    let types = types.into_iter().collect::<Vec<_>>().join(",");
    let (documents, duration_ms) = (changes.len(), milliseconds(took));
    let entries = counted(documents, "entry");
    tracing::info!(
        action = "entry.batch",
        actor = %actor,
        content_types = types,
        documents,
        duration_ms,
        "Wrote {entries} in a batch"
    );
}

/// An action on anything else; its detail says on what.
pub(crate) fn other(actor: ActorRef, event: &Event) {
    let subject = subject(event);
    let verb = verb(event.kind);
    tracing::info!(action = event.kind.as_str(), actor = %actor, subject, "{verb} {subject}");
}

/// An attempt to sign in that failed; `user` is the account that was meant, when there is one.
pub(crate) fn refused_sign_in(user: Option<UserId>, address: &str) {
    let whom = user.map_or_else(|| "an unknown account".to_owned(), |user| format!("user {user}"));
    tracing::info!(
        action = "user.sign_in_refused",
        user.id = user.map(|user| user.0),
        client.address = address,
        "Refused to sign in {whom}"
    );
}

fn entry(ctx: &Ctx, change: &Changes, took: Duration) {
    let Some(kind) = told(change) else { return };
    let locales = locales(change, kind);
    let version = change.rows.iter().find(|row| {
        row.key.stage == Stage::Draft && locales.first().is_none_or(|locale| **locale == row.key.locale)
    });
    let version = version.map(|row| row.version.0);
    let codes = locales.iter().filter(|locale| !locale.is_none()).map(|locale| locale.as_str());
    let codes = codes.collect::<Vec<_>>().join(",");
    let locale = (!codes.is_empty()).then_some(codes);
    let (actor, content_type, duration_ms) =
        (ctx.actor.reference(), type_name(ctx, change), milliseconds(took));
    let (document, action, verb) = (change.document, kind.as_str(), verb(kind));
    macro_rules! line {
        ($level:ident) => {
            tracing::$level!(
                action,
                actor = %actor,
                content_type,
                document = %document,
                locale,
                version,
                duration_ms,
                "{verb} {content_type} {document}"
            )
        };
    }
    if is_save(kind) { line!(debug) } else { line!(info) }
}

/// What the action was to the person: publishing saves too, and a trashed entry is unpublished first.
fn told(change: &Changes) -> Option<EventKind> {
    let kinds = || change.events.iter().map(|event| event.kind);
    kinds().rfind(|kind| !is_save(*kind)).or_else(|| kinds().next())
}

fn locales(change: &Changes, kind: EventKind) -> Vec<&Locale> {
    let of_kind = change.events.iter().filter(|event| event.kind == kind);
    let all: BTreeSet<&Locale> = of_kind
        .filter_map(|event| match &event.subject {
            Subject::Entry { locale, .. } => Some(locale),
            Subject::Other { .. } => None,
        })
        .collect();
    all.into_iter().collect()
}

fn type_name(ctx: &Ctx, change: &Changes) -> String {
    let model = ctx.model();
    let stored = model.by_id(change.content_type);
    stored.map_or_else(|| "entry".to_owned(), |stored| stored.schema.singular.to_string())
}

/// `user 7`, `asset 3`, `setting site`: the members of the detail that name a thing, and no others.
fn subject(event: &Event) -> String {
    let mut text = String::new();
    let Subject::Other { detail, .. } = &event.subject else { return text };
    for name in ["user", "token", "asset", "setting", "menu", "preview", "redirect", "types"] {
        let named = match detail.get(name) {
            Some(Value::String(id)) => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            Some(Value::Array(ids)) => ids.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            Some(Value::Null | Value::Bool(_) | Value::Object(_)) | None => continue,
        };
        let separator = if text.is_empty() { "" } else { ", " };
        // Writing to a string does not fail.
        let _written = write!(text, "{separator}{name} {named}");
    }
    text
}

const fn is_save(kind: EventKind) -> bool {
    matches!(kind, EventKind::DraftTouched | EventKind::EntrySaved)
}

const fn verb(kind: EventKind) -> &'static str {
    match kind {
        EventKind::DraftTouched => "Autosaved",
        EventKind::EntrySaved => "Saved",
        EventKind::EntryCreated
        | EventKind::AssetCreated
        | EventKind::UserCreated
        | EventKind::TokenCreated
        | EventKind::PreviewCreated
        | EventKind::RedirectCreated => "Created",
        EventKind::EntryPublished => "Published",
        EventKind::EntryUnpublished => "Unpublished",
        EventKind::DraftDiscarded => "Discarded the changes of",
        EventKind::EntryRestored => "Restored a revision of",
        EventKind::EntryTrashed => "Trashed",
        EventKind::EntryUntrashed => "Took out of the trash",
        EventKind::EntryDeleted | EventKind::AssetDeleted | EventKind::RedirectDeleted => "Deleted",
        EventKind::EntryMoved => "Moved",
        EventKind::ModelChanged
        | EventKind::AssetChanged
        | EventKind::UserChanged
        | EventKind::SettingsChanged
        | EventKind::MenuChanged
        | EventKind::RedirectChanged => "Changed",
        EventKind::EntriesRewritten => "Rewrote entries of",
        EventKind::RoutesChanged => "Changed the paths of",
        EventKind::UserSignedIn => "Signed in",
        EventKind::UserSignedOut => "Signed out",
        EventKind::TokenRevoked | EventKind::PreviewRevoked => "Revoked",
    }
}

fn milliseconds(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}
