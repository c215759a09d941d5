//! Apply files to the model.

use galley_domain::events::{ChangedModel, Event, EventKind, Subject};
use galley_domain::ids::SchemaVersion;
use galley_domain::roles::Permission;
use galley_domain::routes::SiteOutline;
use galley_domain::schema::change::{ChangedType, ModelChange, NewType, PlanError, plan};
use galley_domain::schema::file::{Source, read_sources, write_component, write_content_type};
use galley_domain::schema::{ContentType, Model, TypeName};
use galley_store::components::ComponentRow;
use galley_store::content_types::ContentTypeModel;
use galley_store::{Priority, StoreError, UnitOfWork, components, content_types, field_paths};

use super::describe::{ChangeReport, describe};
use super::load::{self, reload};
use crate::context::Ctx;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};

/// How often the plan is made again when somebody else changes the model at the same time.
const ATTEMPTS: usize = 5;

/// What applying the files would do, in words; nothing is written.
pub fn diff(ctx: &Ctx, files: &[Source]) -> Result<ChangeReport, AppError> {
    ctx.require(Permission::ReadModel)?;
    Ok(describe(&planned(&ctx.model(), files)?))
}

/// Applies the files and says what that did, in words. Types that the files leave out stay as they are.
pub async fn apply(ctx: &Ctx, files: &[Source]) -> Result<ChangeReport, AppError> {
    ctx.require(Permission::ChangeModel)?;
    for _ in 0..ATTEMPTS {
        let model = load::load(&ctx.app.store).await?;
        let change = planned(&model, files)?;
        let described = describe(&change);
        if change.is_empty() || commit(ctx, &model, &change, &described).await? {
            reload(&ctx.app).await?;
            return Ok(described);
        }
    }
    Err(AppError::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}

fn planned(model: &Model, files: &[Source]) -> Result<ModelChange, AppError> {
    let files = read_sources(model, files).map_err(AppError::InvalidModel)?;
    plan(model, files).map_err(|error| match error {
        PlanError::Invalid(errors) => AppError::InvalidModel(errors),
        PlanError::NeedsChangePlan(refusals) => {
            let refused = refusals.iter().map(|refusal| format!("{}: {}", refusal.place, refusal.change));
            AppError::NeedsChangePlan(refused.collect::<Vec<_>>().join("; "))
        }
    })
}

/// False when the model is not what the change was planned on.
async fn commit(
    ctx: &Ctx,
    planned_on: &Model,
    change: &ModelChange,
    described: &ChangeReport,
) -> Result<bool, AppError> {
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let locked = content_types::lock(&work).await?;
    let moved = locked.len() != planned_on.types().count()
        || locked
            .iter()
            .any(|row| planned_on.by_id(row.id).is_none_or(|stored| stored.version != row.model.version));
    if moved {
        return Ok(false);
    }
    match write(ctx, &work, planned_on, change).await {
        // The first types of an empty model have no rows to lock.
        Err(StoreError::UniqueViolation { .. }) => return Ok(false),
        other => other?,
    }
    idempotency::remember(&work, ctx, Outcome::Model(described)).await?;
    work.commit().await?;
    Ok(true)
}

async fn write(
    ctx: &Ctx,
    work: &UnitOfWork,
    planned_on: &Model,
    change: &ModelChange,
) -> Result<(), StoreError> {
    let now = ctx.now();
    for component in change.new_components.iter().chain(&change.changed_components) {
        let row = ComponentRow {
            name: component.name.to_string(),
            definition: write_component(component).to_string(),
            updated_at: now,
        };
        components::put(work, &row).await?;
    }
    let mut news =
        ChangedModel { types: Vec::new(), ids: Vec::new(), outline: outline_changes(planned_on, change) };
    for new in &change.new_types {
        let NewType { schema, chains } = new;
        let id = content_types::insert(work, &row(schema, SchemaVersion(1), Vec::new(), now)).await?;
        field_paths::insert(work, id, chains).await?;
        news.types.push(schema.singular.to_string());
        news.ids.push(id);
    }
    for changed in &change.changed_types {
        let ChangedType { id, schema, step, new_chains } = changed;
        let mut steps = planned_on.by_id(*id).map(|stored| stored.steps.clone()).unwrap_or_default();
        steps.push(step.clone());
        content_types::update(work, *id, &row(schema, step.version, steps, now)).await?;
        field_paths::insert(work, *id, new_chains).await?;
        news.types.push(schema.singular.to_string());
        news.ids.push(*id);
    }
    let detail = news.detail();
    let event = Event { kind: EventKind::ModelChanged, subject: Subject::Other { document: None, detail } };
    event_log::append(work, ctx.actor.reference(), now, event).await?;
    Ok(())
}

/// Whether the site looks different from above with the change.
fn outline_changes(before: &Model, change: &ModelChange) -> bool {
    let changed =
        |name: &TypeName| change.changed_types.iter().find(|changed| changed.schema.singular == *name);
    let old = before.types().map(|stored| &stored.schema);
    let kept = before
        .types()
        .map(|stored| changed(&stored.schema.singular).map_or(&stored.schema, |changed| &changed.schema));
    let new = change.new_types.iter().map(|new| &new.schema);
    SiteOutline::of(old) != SiteOutline::of(kept.chain(new))
}

fn row(
    schema: &ContentType,
    version: SchemaVersion,
    steps: Vec<galley_domain::schema::change::SchemaStep>,
    now: i64,
) -> ContentTypeModel {
    ContentTypeModel {
        singular: schema.singular.to_string(),
        plural: schema.plural.to_string(),
        definition: write_content_type(schema).to_string(),
        version,
        steps,
        updated_at: now,
    }
}
