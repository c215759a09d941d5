//! The application and the context of one action: who acts, when, on what.

use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use galley_domain::ids::EventSeq;
use galley_domain::roles::{Actor, Permission};
use galley_domain::schema::Model;
use galley_media::MediaStore;
use galley_store::Store;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::cache::Recording;
use crate::clock::Clock;
use crate::credentials::Credentials;
use crate::error::AppError;
use crate::idempotency::Outcome;
use crate::ids;
use crate::pages::{ReadCount, Themes};
use crate::projections::{Listeners, Tail};
use crate::secrets::MasterKey;

/// What the operator decided, as far as actions need it.
#[derive(Debug, Clone)]
pub struct AppConfig {
    /// Scheme and authority without a trailing slash: `https://example.org`.
    pub base_url: String,
    /// The folder of the operator's themes, one folder for each; it need not exist.
    pub themes_dir: PathBuf,
    /// Whether somebody works on the theme here: its mistakes are shown in its pages.
    pub development: bool,
    /// Made from the operator's secret.
    pub master_key: MasterKey,
    /// Argon2id runs at the same time at most.
    pub hashing_permits: usize,
    /// Renders at the same time at most.
    pub render_permits: usize,
}

/// Everything that lives as long as the process.
#[derive(Debug)]
pub struct App {
    /// Made at the start of the process.
    pub node: String,
    pub store: Store,
    pub media: MediaStore,
    pub clock: Clock,
    pub config: AppConfig,
    pub hashing: Semaphore,
    pub rendering: Semaphore,
    /// One file of the sitemap is made at a time: it reads as much as thousands of pages do.
    pub sitemap: Semaphore,
    /// The theme of the site; see [`crate::pages::active_theme`].
    pub themes: Themes,
    /// Supervised tasks; awaited at shutdown.
    pub tasks: TaskTracker,
    pub stopping: CancellationToken,
    /// How far this process has followed the event log.
    pub tail: Tail,
    /// Whatever is made from events.
    pub listeners: Listeners,
    pub(crate) credentials: Credentials,
    model: RwLock<KnownModel>,
}

/// The model, and the end of the event log when it was read.
#[derive(Debug, Clone)]
pub struct KnownModel {
    pub model: Arc<Model>,
    pub as_of: EventSeq,
}

impl App {
    pub fn new(store: Store, media: MediaStore, clock: Clock, config: AppConfig, model: Model) -> Arc<Self> {
        Arc::new(Self {
            node: ids::new_document_id(clock.now()).to_string(),
            hashing: Semaphore::new(config.hashing_permits),
            rendering: Semaphore::new(config.render_permits),
            sitemap: Semaphore::new(1),
            themes: Themes::default(),
            store,
            media,
            clock,
            config,
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
            tail: Tail::default(),
            listeners: Listeners::default(),
            credentials: Credentials::default(),
            model: RwLock::new(KnownModel { model: Arc::new(model), as_of: EventSeq(0) }),
        })
    }

    /// The model as this node knows it now.
    pub fn model(&self) -> Arc<Model> {
        self.known_model().model
    }

    /// The model, and how old it may be.
    pub fn known_model(&self) -> KnownModel {
        self.model.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Replaces the model after it was changed or found to be old. One that was read before the known one is too late.
    pub fn set_model(&self, known: KnownModel) {
        let mut guard = self.model.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if known.as_of >= guard.as_of {
            *guard = known;
        }
    }

    /// Lets any model replace the known one, which may be of a database that is no more.
    pub(crate) fn distrust_model(&self) {
        self.model.write().unwrap_or_else(std::sync::PoisonError::into_inner).as_of = EventSeq(0);
    }

    /// The context of one action.
    pub fn as_actor(self: &Arc<Self>, actor: Actor) -> Ctx {
        Ctx {
            app: Arc::clone(self),
            actor,
            signed_in_at: None,
            idempotency: None,
            recording: Recording::default(),
            reads: ReadCount::default(),
        }
    }
}

/// The answer of a write, kept so that a retry gets the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    pub key: String,
    /// SHA-256 of method, path and body.
    pub request_hash: [u8; 32],
    pub status: u16,
    pub presented: Presented,
}

/// What of an answer follows from what an action did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presented {
    pub body: String,
    /// Where what was made can be found.
    pub location: Option<String>,
}

/// A request that may be retried and must act once: its key, and how its answer will look.
#[derive(Clone)]
pub struct Idempotency {
    pub key: String,
    /// SHA-256 of method, path and body.
    pub request_hash: [u8; 32],
    pub status: u16,
    /// Writes the answer; it is called before the commit, which stores it.
    pub present: Arc<dyn Fn(Outcome<'_>) -> Presented + Send + Sync>,
}

impl Idempotency {
    /// The answer to an action with this outcome.
    pub fn answer_to(&self, outcome: Outcome<'_>) -> StoredAnswer {
        let presented = (self.present)(outcome);
        StoredAnswer {
            key: self.key.clone(),
            request_hash: self.request_hash,
            status: self.status,
            presented,
        }
    }
}

impl std::fmt::Debug for Idempotency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Idempotency")
            .field("key", &self.key)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// One action's context.
#[derive(Debug, Clone)]
pub struct Ctx {
    pub app: Arc<App>,
    pub actor: Actor,
    /// When the user of a session last gave their password.
    pub signed_in_at: Option<i64>,
    pub idempotency: Option<Idempotency>,
    /// What an answer reads is noted here, when it may be kept.
    pub recording: Recording,
    /// How much a page reads is counted here.
    pub reads: ReadCount,
}

/// How long after giving their password people may do what would lock them out if somebody else did it, in
/// microseconds.
const RECENT: i64 = 5 * 60 * 1_000_000;

impl Ctx {
    /// Microseconds UTC.
    pub fn now(&self) -> i64 {
        self.app.clock.now()
    }

    pub fn model(&self) -> Arc<Model> {
        self.app.model()
    }

    /// Fails when the actor is a person who has not given their password of late: an unattended browser, or whoever
    /// found its cookie, shall not take the account over. Programs have no password to give.
    pub fn require_recent_sign_in(&self) -> Result<(), AppError> {
        match self.actor {
            Actor::System | Actor::Token { .. } => Ok(()),
            Actor::User { .. } if self.signed_in_at.is_some_and(|at| self.now() - at <= RECENT) => Ok(()),
            Actor::User { .. } => Err(AppError::SignInAgain),
            Actor::Anonymous => Err(AppError::Unauthenticated),
        }
    }

    /// Fails unless the actor has the right on at least some object.
    pub fn require(&self, permission: Permission) -> Result<(), AppError> {
        if self.actor.may(permission) {
            Ok(())
        } else if self.actor == Actor::Anonymous {
            Err(AppError::Unauthenticated)
        } else {
            Err(AppError::Forbidden(permission))
        }
    }
}
