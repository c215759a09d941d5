//! From the secret in an `Authorization` header to who asks.

use std::sync::Arc;

use galley_domain::roles::Actor;
use galley_store::tokens;

use crate::context::App;
use crate::credentials::{self, KnownToken, SEEN_EVERY, Seen};
use crate::error::AppError;
use crate::secrets::{self, SecretHash};

/// None when the token is unknown, revoked or expired.
pub async fn actor_of_token(app: &Arc<App>, secret: &str) -> Result<Option<Actor>, AppError> {
    let hash = secrets::hash_of(secret);
    let now = app.clock.now();
    let known = match app.credentials.known_token(&hash, now) {
        Some(known) => known,
        None => match look_up(app, hash, now).await? {
            Some(known) => known,
            None => return Ok(None),
        },
    };
    if !known.is_valid(now) {
        return Ok(None);
    }
    if known.last_used_at.is_none_or(|last| now - last >= SEEN_EVERY) {
        credentials::note_seen(app, Seen::Token, hash, now);
    }
    Ok(Some(known.actor))
}

async fn look_up(app: &App, hash: SecretHash, now: i64) -> Result<Option<KnownToken>, AppError> {
    let since = app.credentials.generation();
    let snapshot = app.store.snapshot().await?;
    let Some(row) = tokens::find_by_hash(&snapshot, &hash).await? else { return Ok(None) };
    let actor = Actor::Token { id: row.id, role: row.role, scope: row.scope };
    let known = KnownToken::new(actor, row.expires_at, row.last_used_at, now);
    app.credentials.remember_token(hash, known.clone(), since);
    Ok(Some(known))
}
