//! What this node remembers about secrets between requests: tokens it has just seen, and which times of last use are
//! on their way to the database.
//!
//! Nothing here is needed: a restart or another node only asks the database again.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use galley_domain::roles::Actor;
use galley_store::{Priority, StoreError, sessions, tokens};

use crate::context::App;
use crate::secrets::SecretHash;

/// How old the time of last use may get before it is written again, in microseconds.
pub(crate) const SEEN_EVERY: i64 = 60_000_000;
/// How long another node may go on using a token that was revoked here, in microseconds.
const TOKEN_LIFE: i64 = 1_000_000;
/// More tokens than anybody has in use; beyond that all are forgotten.
const MOST_TOKENS: usize = 10_000;

#[derive(Debug, Default)]
pub(crate) struct Credentials {
    tokens: Mutex<Tokens>,
    being_seen: Mutex<HashSet<SecretHash>>,
}

#[derive(Debug, Default)]
struct Tokens {
    known: HashMap<SecretHash, KnownToken>,
    /// Raised by every revocation, so that a look-up that began before it is not remembered.
    generation: u64,
}

#[derive(Debug, Clone)]
pub(crate) struct KnownToken {
    pub(crate) actor: Actor,
    pub(crate) expires_at: Option<i64>,
    pub(crate) last_used_at: Option<i64>,
    read_at: i64,
}

/// What was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    Session,
    Token,
}

/// Taken before a token is looked up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Generation(u64);

impl KnownToken {
    pub(crate) fn new(actor: Actor, expires_at: Option<i64>, last_used_at: Option<i64>, now: i64) -> Self {
        Self { actor, expires_at, last_used_at, read_at: now }
    }

    pub(crate) fn is_valid(&self, now: i64) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

impl Credentials {
    pub(crate) fn known_token(&self, hash: &SecretHash, now: i64) -> Option<KnownToken> {
        let mut tokens = locked(&self.tokens);
        let known = tokens.known.get(hash)?;
        if (known.read_at..known.read_at + TOKEN_LIFE).contains(&now) {
            return Some(known.clone());
        }
        tokens.known.remove(hash);
        None
    }

    pub(crate) fn generation(&self) -> Generation {
        Generation(locked(&self.tokens).generation)
    }

    /// Remembers a token, unless one was revoked while it was looked up.
    pub(crate) fn remember_token(&self, hash: SecretHash, known: KnownToken, since: Generation) {
        let mut tokens = locked(&self.tokens);
        if tokens.generation != since.0 {
            return;
        }
        if tokens.known.len() >= MOST_TOKENS {
            tokens.known.clear();
        }
        tokens.known.insert(hash, known);
    }

    /// After a revocation was committed: the next request with any token asks the database.
    pub(crate) fn forget_tokens(&self) {
        let mut tokens = locked(&self.tokens);
        tokens.generation += 1;
        tokens.known.clear();
    }
}

/// Writes a time of last use behind the request that caused it, once however many requests come together.
pub(crate) fn note_seen(app: &Arc<App>, what: Seen, hash: SecretHash, now: i64) {
    if !locked(&app.credentials.being_seen).insert(hash) {
        return;
    }
    let owned = Arc::clone(app);
    app.tasks.spawn(async move {
        if let Err(error) = write_seen(&owned, what, hash, now).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "A time of last use was not written");
        }
        locked(&owned.credentials.being_seen).remove(&hash);
    });
}

async fn write_seen(app: &App, what: Seen, hash: SecretHash, now: i64) -> Result<(), StoreError> {
    let work = app.store.write(Priority::Batch).await?;
    match what {
        Seen::Session => sessions::set_seen(&work, &hash, now).await?,
        Seen::Token => tokens::set_used(&work, &hash, now).await?,
    }
    work.commit().await
}

/// Nothing panics while the lock is held.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use galley_domain::ids::UserId;
    use galley_domain::roles::Role;

    use super::*;

    #[test]
    fn a_token_that_was_looked_up_before_a_revocation_is_not_remembered() {
        let credentials = Credentials::default();
        let actor = Actor::User { id: UserId(1), role: Role::Editor };
        let known = KnownToken::new(actor, None, None, 0);
        let before = credentials.generation();
        credentials.forget_tokens();
        credentials.remember_token([1; 32], known.clone(), before);
        assert!(credentials.known_token(&[1; 32], 0).is_none());
        credentials.remember_token([1; 32], known, credentials.generation());
        assert!(credentials.known_token(&[1; 32], TOKEN_LIFE - 1).is_some());
        assert!(credentials.known_token(&[1; 32], TOKEN_LIFE).is_none());
    }
}
