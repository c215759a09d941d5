//! Lock, check, write, number the events, commit; then one line in the log.

use std::time::Instant;

use galley_domain::errors::FieldErrors;
use galley_domain::ids::{DocumentId, EventSeq};
use galley_store::{Priority, StoreError};

use super::changes::Changes;
use super::write;
use crate::action_log;
use crate::context::{Ctx, StoredAnswer};
use crate::error::AppError;
use crate::idempotency;
use crate::rendered::{self, RenderedBodies};

/// How often a commit starts again when the database says that another transaction was in the way.
const ATTEMPTS: usize = 3;

/// The unit of work is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The number of the last event.
    pub seq: EventSeq,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// A document is not what the plan was made on: plan again.
    #[error("the document changed while the write was planned")]
    Moved,
    /// The content type is not what the plan was made on: read the model and plan again.
    #[error("the content type changed while the write was planned")]
    SchemaMoved,
    /// Another transaction was in the way, and this one was rolled back.
    #[error("another transaction was in the way")]
    InTheWay,
    /// The document comes to a single that has another one.
    #[error("the single has an entry already")]
    HasEntry { document: DocumentId },
    /// Somebody else has a value or path that must be unique.
    #[error("{errors}")]
    Refused { document: DocumentId, errors: FieldErrors },
    #[error(transparent)]
    Failed(#[from] AppError),
}

impl From<StoreError> for CommitError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Retry(_) => Self::InTheWay,
            other => Self::Failed(other.into()),
        }
    }
}

/// Commits plans of interactive actions, before any batch that waits. `answer` is kept for a retried request.
pub async fn commit(
    ctx: &Ctx,
    changes: &[Changes],
    answer: Option<&StoredAnswer>,
) -> Result<Committed, CommitError> {
    let began = Instant::now();
    let plan = Plan { changes, bodies: rendered::bodies(ctx, changes).await? };
    let committed = repeat(ctx, &plan, answer, Priority::Interactive).await?;
    action_log::entries(ctx, changes, began.elapsed());
    Ok(committed)
}

/// Commits a list of plans of an import or seed; a refusal names the document that has to be left out.
pub async fn commit_batch(ctx: &Ctx, changes: &[Changes]) -> Result<Committed, CommitError> {
    let began = Instant::now();
    let plan = Plan { changes, bodies: rendered::bodies(ctx, changes).await? };
    let committed = repeat(ctx, &plan, None, Priority::Batch).await?;
    action_log::batch(ctx, changes, began.elapsed());
    Ok(committed)
}

/// What is committed, and what was made of it beforehand.
struct Plan<'a> {
    changes: &'a [Changes],
    bodies: RenderedBodies,
}

async fn repeat(
    ctx: &Ctx,
    plan: &Plan<'_>,
    answer: Option<&StoredAnswer>,
    priority: Priority,
) -> Result<Committed, CommitError> {
    let mut attempt = 1;
    loop {
        match once(ctx, plan, answer, priority).await {
            Err(CommitError::InTheWay) if attempt < ATTEMPTS => attempt += 1,
            Err(CommitError::InTheWay) => return Err(CommitError::Failed(StoreError::Busy.into())),
            other => return other,
        }
    }
}

async fn once(
    ctx: &Ctx,
    plan: &Plan<'_>,
    answer: Option<&StoredAnswer>,
    priority: Priority,
) -> Result<Committed, CommitError> {
    let unit = ctx.app.store.write(priority).await?;
    let seq = write::all(ctx, &unit, plan.changes, &plan.bodies).await?;
    if let Some(answer) = answer {
        idempotency::record(&unit, ctx, answer).await?;
    }
    unit.commit().await?;
    Ok(Committed { seq })
}
