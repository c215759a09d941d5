//! Many entries in one unit of work: how imports and seeds write.
//!
//! The same steps as the single actions, planned one after another and committed as one list. A bad input is
//! reported and the rest goes in.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::patch::Patch;
use galley_domain::roles::Permission;
use galley_domain::schema::TypeName;
use serde_json::{Map, Value};

use super::action::Request;
use super::batch_order::{PlannedPaths, parents_first};
use super::loaded::Loaded;
use super::save::{SaveInput, SaveKind};
use super::surroundings::Surroundings;
use super::working::{Planned, Working};
use super::{load, policy};
use crate::commit::{self, Changes, CommitError, ImportRecord, RouteWrite};
use crate::content_types;
use crate::context::Ctx;
use crate::error::AppError;

/// At most this many entries in one unit of work.
pub const LARGEST_BATCH: usize = 500;

const ATTEMPTS: usize = 20;

/// Where an imported entry came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportKey {
    pub source: String,
    /// Names the item within its source: a relative path, a foreign id.
    pub key: String,
    pub content_hash: [u8; 32],
}

/// One entry to write.
#[derive(Debug, Clone)]
pub struct EntryInput {
    pub content_type: TypeName,
    /// The document to update; it may also be a new id that the caller has chosen.
    pub document: DocumentId,
    pub locale: Locale,
    pub data: Map<String, Value>,
    pub publish: bool,
    pub published_at: Option<i64>,
    pub created_at: Option<i64>,
    /// Old paths that lead to the entry from now on.
    pub redirects: Vec<String>,
    pub import: Option<ImportKey>,
}

/// One entry that was written, or was already as the input says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchWritten {
    pub document: DocumentId,
    pub path: Option<String>,
    pub slug: Option<String>,
}

type Outcome = Result<BatchWritten, FieldErrors>;

/// Writes all inputs, in units of work of at most [`LARGEST_BATCH`]; one outcome for each input, in order.
pub async fn write(ctx: &Ctx, inputs: &[EntryInput]) -> Result<Vec<Outcome>, AppError> {
    ctx.require(Permission::Import)?;
    let mut outcomes = Vec::with_capacity(inputs.len());
    for chunk in inputs.chunks(LARGEST_BATCH) {
        outcomes.extend(write_chunk(ctx, chunk).await?);
    }
    Ok(outcomes)
}

async fn write_chunk(ctx: &Ctx, inputs: &[EntryInput]) -> Result<Vec<Outcome>, AppError> {
    // Inputs that the database refused (a slug that somebody else has) are left out of the next attempt.
    let mut refused: HashMap<DocumentId, FieldErrors> = HashMap::new();
    for _ in 0..ATTEMPTS + inputs.len() {
        let planned = plan_chunk(ctx, inputs, &refused).await?;
        match commit::commit_batch(ctx, &planned.changes).await {
            Ok(_) => return Ok(planned.outcomes),
            Err(CommitError::SchemaMoved) => content_types::reload(&ctx.app).await?,
            Err(CommitError::Moved | CommitError::InTheWay) => {}
            Err(CommitError::Refused { document, errors }) => {
                refused.insert(document, errors);
            }
            Err(CommitError::HasEntry { document }) => {
                let message = AppError::HasEntry.to_string();
                let errors = FieldErrors::one(FieldPath::top(), FieldErrorCode::NotUnique, message);
                refused.insert(document, errors);
            }
            Err(CommitError::Failed(error)) => return Err(error),
        }
    }
    Err(AppError::Unavailable { retry_after: Duration::from_secs(1) })
}

struct PlannedChunk {
    changes: Vec<Changes>,
    outcomes: Vec<Outcome>,
}

async fn plan_chunk(
    ctx: &Ctx,
    inputs: &[EntryInput],
    refused: &HashMap<DocumentId, FieldErrors>,
) -> Result<PlannedChunk, AppError> {
    let loader = load::Loader::open(ctx).await?;
    let mut changes = Vec::with_capacity(inputs.len());
    let mut outcomes: Vec<Option<Outcome>> = inputs.iter().map(|_| None).collect();
    let mut new_slugs: HashMap<(TypeName, Locale), HashSet<String>> = HashMap::new();
    let mut planned_paths = PlannedPaths::default();
    for index in parents_first(&ctx.model(), inputs) {
        let (Some(input), Some(outcome)) = (inputs.get(index), outcomes.get_mut(index)) else { continue };
        if let Some(errors) = refused.get(&input.document) {
            *outcome = Some(Err(errors.clone()));
            continue;
        }
        let request = Request {
            document: input.document,
            new_of: Some(input.content_type.clone()),
            locale: &input.locale,
            input: Some(&input.data),
        };
        let (mut loaded, mut surroundings) = loader.load(&request).await?;
        planned_paths.show(&mut loaded, &mut surroundings, input);
        let slugs = new_slugs.entry((input.content_type.clone(), input.locale.clone())).or_default();
        surroundings.taken_slugs.extend(slugs.iter().cloned());
        match plan_one(ctx, &loaded, &surroundings, input) {
            Ok(planned) => {
                let written = written(&planned.after, &input.locale);
                slugs.extend(written.slug.clone());
                planned_paths.add(&written, &input.locale);
                *outcome = Some(Ok(written));
                changes.extend(planned.changes);
            }
            Err(AppError::Invalid(errors)) => *outcome = Some(Err(errors)),
            Err(error) => return Err(error),
        }
    }
    // Every input was planned once: the order names each of them.
    Ok(PlannedChunk { changes, outcomes: outcomes.into_iter().flatten().collect() })
}

fn plan_one(
    ctx: &Ctx,
    loaded: &Loaded,
    surroundings: &Surroundings,
    input: &EntryInput,
) -> Result<Planned, AppError> {
    let needed = if loaded.header.is_some() { Permission::EditEntries } else { Permission::CreateEntries };
    policy::require(&ctx.actor, needed, loaded)?;
    let mut working = Working::on(loaded, &ctx.actor, ctx.now());
    let save = SaveInput {
        data: input.data.clone(),
        published_at: input.published_at.map_or(Patch::Absent, Patch::Value),
        created_at: input.created_at,
    };
    working.save(&input.locale, &save, surroundings, SaveKind::Import)?;
    if input.publish {
        policy::require(&ctx.actor, Permission::PublishEntries, loaded)?;
        working.publish(&input.locale)?;
    }
    for path in &input.redirects {
        working.routes.push(RouteWrite::Redirect { locale: input.locale.clone(), path: path.clone() });
    }
    if let Some(import) = &input.import {
        let revision = working.heads.get(&input.locale).map(|head| head.number);
        working.import = revision.map(|revision| ImportRecord {
            source: import.source.clone(),
            key: import.key.clone(),
            content_hash: import.content_hash,
            locale: input.locale.clone(),
            revision,
        });
    }
    Ok(working.finish())
}

fn written(after: &Loaded, locale: &Locale) -> BatchWritten {
    BatchWritten {
        document: after.document,
        path: after.paths.get(locale).cloned(),
        slug: after.draft(locale).and_then(|row| row.slug.clone()),
    }
}
