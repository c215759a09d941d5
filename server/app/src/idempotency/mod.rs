//! Retried writes: a key that a client chose, the hash of its request, and the answer it got.
//!
//! The answer is written in the transaction of the write itself, so a key is known exactly when its write happened.

use galley_store::idempotency_keys::{self, KeptAnswer};
use galley_store::{Priority, StoreError, UnitOfWork};
use serde::{Deserialize, Serialize};

use crate::assets::Asset;
use crate::content_types::ChangeReport;
use crate::context::{App, Ctx, Presented, StoredAnswer};
use crate::entries::EntryState;
use crate::error::AppError;
use crate::menus::Menu;
use crate::previews::PreviewLink;
use crate::redirects::Redirect;
use crate::settings::SiteSettings;
use crate::tokens::Token;
use crate::users::User;

/// How long an answer is kept, in microseconds.
const KEPT_FOR: i64 = 24 * 3_600_000_000;

/// What an action has done, as far as its answer shows it.
#[derive(Debug, Clone, Copy)]
pub enum Outcome<'a> {
    Entry(&'a EntryState),
    User(&'a User),
    /// Without its secret.
    Token(&'a Token),
    Asset(&'a Asset),
    Assets(&'a [Asset]),
    Settings(&'a SiteSettings),
    Menu(&'a Menu),
    PreviewLink(&'a PreviewLink),
    Redirect(&'a Redirect),
    Model(&'a ChangeReport),
    Nothing,
}

/// What is kept of an answer beside its status and body.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Headers {
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
}

impl Headers {
    fn read(text: &str) -> Result<Self, AppError> {
        serde_json::from_str(text).map_err(AppError::internal)
    }

    fn text(&self) -> Result<String, AppError> {
        serde_json::to_string(self).map_err(AppError::internal)
    }
}

/// The answer that this request got before. A key that came with another request is refused.
pub async fn find(ctx: &Ctx) -> Result<Option<StoredAnswer>, AppError> {
    let Some(idempotency) = &ctx.idempotency else { return Ok(None) };
    let actor = ctx.actor.reference().to_string();
    let snapshot = ctx.app.store.snapshot().await?;
    let kept = idempotency_keys::find(&snapshot, &actor, &idempotency.key).await?;
    let Some(kept) = kept.filter(|kept| ctx.now() < kept.created_at + KEPT_FOR) else { return Ok(None) };
    if kept.request_hash != kept_hash(ctx, idempotency.request_hash) {
        return Err(AppError::IdempotencyMismatch);
    }
    Ok(Some(StoredAnswer {
        key: idempotency.key.clone(),
        request_hash: idempotency.request_hash,
        status: kept.status,
        presented: Presented { body: kept.answer, location: Headers::read(&kept.headers)?.location },
    }))
}

/// Keeps the answer in the unit of work of the write. Two requests with one key that run at once: the second fails
/// here, and its retry finds the answer of the first.
pub async fn record(work: &UnitOfWork, ctx: &Ctx, answer: &StoredAnswer) -> Result<(), AppError> {
    let now = ctx.now();
    let kept = KeptAnswer {
        actor: ctx.actor.reference().to_string(),
        name: answer.key.clone(),
        request_hash: kept_hash(ctx, answer.request_hash),
        status: answer.status,
        created_at: now,
        headers: Headers { location: answer.presented.location.clone() }.text()?,
        answer: answer.presented.body.clone(),
    };
    idempotency_keys::remove_older_of(work, &kept.actor, &kept.name, now - KEPT_FOR).await?;
    match idempotency_keys::insert(work, &kept).await {
        Err(StoreError::UniqueViolation { .. }) => {
            Err(AppError::Unavailable { retry_after: std::time::Duration::from_secs(1) })
        }
        other => Ok(other?),
    }
}

/// [`record`]s the answer to `outcome` when the request has a key.
pub(crate) async fn remember(work: &UnitOfWork, ctx: &Ctx, outcome: Outcome<'_>) -> Result<(), AppError> {
    match &ctx.idempotency {
        Some(idempotency) => record(work, ctx, &idempotency.answer_to(outcome)).await,
        None => Ok(()),
    }
}

/// Removes answers that nobody can ask for any more.
pub async fn remove_expired(app: &App) -> Result<u64, AppError> {
    let work = app.store.write(Priority::Batch).await?;
    let removed = idempotency_keys::remove_older(&work, app.clock.now() - KEPT_FOR).await?;
    work.commit().await?;
    Ok(removed)
}

/// A request may hold a password; a plain hash of it would let whoever reads the database try guesses fast.
fn kept_hash(ctx: &Ctx, request_hash: [u8; 32]) -> [u8; 32] {
    ctx.app.config.master_key.keyed_hash("idempotency", &request_hash)
}
