//! How every action runs: load, plan, commit, and again when something moved in between.

use std::time::Duration;

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::ids::{DocumentId, EntryVersion, EventSeq};
use galley_domain::locales::Locale;
use galley_domain::roles::Permission;
use galley_domain::schema::TypeName;
use galley_domain::values;
use serde_json::{Map, Value};

use super::load;
use super::loaded::Loaded;
use super::policy;
use super::row::Row;
use super::state::EntryState;
use super::surroundings::Surroundings;
use super::working::Working;
use crate::commit::{self, CommitError};
use crate::content_types;
use crate::context::Ctx;
use crate::error::{AppError, Conflict};
use crate::idempotency::Outcome;

/// How often an action is planned anew before it gives up: each time somebody else's write came in between.
const ATTEMPTS: usize = 60;

/// Which version of the draft a write is based on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// The write is a merge: whatever the draft says now is its base.
    Any,
    Version(EntryVersion),
}

/// What to load before planning.
#[derive(Debug)]
pub(super) struct Request<'a> {
    pub document: DocumentId,
    /// The type of a document that is about to be made.
    pub new_of: Option<TypeName>,
    pub locale: &'a Locale,
    /// Input whose references and slug have to be looked up.
    pub input: Option<&'a Map<String, Value>>,
}

impl<'a> Request<'a> {
    pub(super) fn bare(document: DocumentId, locale: &'a Locale) -> Self {
        Self { document, new_of: None, locale, input: None }
    }

    pub(super) fn write(document: DocumentId, locale: &'a Locale, input: &'a Map<String, Value>) -> Self {
        Self { document, new_of: None, locale, input: Some(input) }
    }

    /// Fails as an unknown type does when the actor may not know of it.
    pub(super) fn create(
        ctx: &Ctx,
        name: &TypeName,
        locale: &'a Locale,
        input: &'a Map<String, Value>,
    ) -> Result<Self, AppError> {
        let model = ctx.model();
        let known = model
            .content_type(name)
            .is_some_and(|stored| ctx.actor.may_in(Permission::ReadPublished, &stored.schema));
        if !known {
            return Err(AppError::not_found("content type", name));
        }
        let document = crate::ids::new_document_id(ctx.now());
        Ok(Self { document, new_of: Some(name.clone()), locale, input: Some(input) })
    }
}

/// What an action did.
#[derive(Debug, Clone)]
pub struct Written {
    pub state: EntryState,
    /// The number of the last event, for clients that wait for other nodes; none when nothing changed.
    pub seq: Option<EventSeq>,
}

/// Loads, plans with `steps`, commits; repeats when the document moved.
pub(super) async fn run<F>(ctx: &Ctx, request: &Request<'_>, steps: F) -> Result<Written, AppError>
where
    F: Fn(&mut Working<'_>, &Surroundings) -> Result<(), AppError>,
{
    for attempt in 0..ATTEMPTS {
        let (loaded, surroundings) = load::load(ctx, request).await?;
        let mut working = Working::on(&loaded, &ctx.actor, ctx.now());
        steps(&mut working, &surroundings)?;
        let planned = working.finish();
        let state = EntryState::of(&planned.after, request.locale)
            .ok_or_else(|| AppError::not_found("entry", request.document))?;
        let Some(changes) = planned.changes else {
            return Ok(Written { state, seq: None });
        };
        let answer =
            ctx.idempotency.as_ref().map(|idempotency| idempotency.answer_to(Outcome::Entry(&state)));
        match commit::commit(ctx, &[changes], answer.as_ref()).await {
            Ok(committed) => return Ok(Written { state, seq: Some(committed.seq) }),
            Err(CommitError::SchemaMoved) => content_types::reload(&ctx.app).await?,
            Err(CommitError::Moved | CommitError::InTheWay) => pause(attempt).await,
            // Somebody took the slug that nobody typed: the next plan makes another one.
            Err(CommitError::Refused { errors, .. })
                if planned.made_slug && took_the_slug(&loaded, &errors) =>
            {
                pause(attempt).await;
            }
            Err(CommitError::Refused { errors, .. }) => return Err(AppError::Invalid(errors)),
            Err(CommitError::HasEntry { .. }) => return Err(AppError::HasEntry),
            Err(CommitError::Failed(error)) => return Err(error),
        }
    }
    Err(AppError::Unavailable { retry_after: Duration::from_secs(1) })
}

/// Whether another entry has the slug, and nothing else that this write wants: only then does another plan help.
fn took_the_slug(loaded: &Loaded, errors: &FieldErrors) -> bool {
    let slug = loaded.stored.schema.slug_field().map(|field| FieldPath::of(&field.name));
    errors.iter().all(|error| error.code == FieldErrorCode::NotUnique && slug.as_ref() == Some(&error.path))
}

/// Writers that lost a race spread out, so that each round has a winner and the next ones see it.
async fn pause(attempt: usize) {
    if attempt > 2 {
        let milliseconds = u64::try_from(attempt.min(20)).unwrap_or(20);
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    }
}

impl Working<'_> {
    /// What every change of an existing document asks first: that it exists for the actor, that they have the right
    /// on it, and that its draft is of the version that they know.
    pub(super) fn require_change(
        &self,
        permission: Permission,
        locale: &Locale,
        expected: Expected,
    ) -> Result<(), AppError> {
        policy::require_visible(self.actor, self.loaded)?;
        policy::require(self.actor, permission, self.loaded)?;
        self.require_version(locale, expected)
    }

    fn require_version(&self, locale: &Locale, expected: Expected) -> Result<(), AppError> {
        let Expected::Version(expected) = expected else { return Ok(()) };
        let Some(draft) = self.loaded.draft(locale) else {
            return Err(self.loaded.not_written_in(locale));
        };
        if draft.version == expected {
            return Ok(());
        }
        Err(AppError::Conflict(Box::new(Conflict {
            expected,
            found: draft.version,
            author: draft.updated_by,
            changed_at: draft.updated_at,
            data: self.shown(draft),
        })))
    }

    /// Who may write and not read learns from a conflict that there is one, not what the draft says.
    fn shown(&self, draft: &Row) -> Map<String, Value> {
        let Loaded { model, stored, .. } = self.loaded;
        if self.actor.may_in(Permission::ReadDrafts, &stored.schema) {
            values::visible(model, self.actor, &stored.schema, &draft.data)
        } else {
            Map::new()
        }
    }
}
