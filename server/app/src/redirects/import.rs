//! Set many redirects at once, as another system or a spreadsheet has them.
//!
//! A line that cannot be set is refused by itself and the others are set. The same file again changes nothing.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use galley_domain::events::{Event, EventKind};
use galley_domain::ids::RedirectId;
use galley_domain::roles::Permission;
use galley_domain::schema::Model;
use galley_store::redirects::RedirectRow;
use galley_store::routes::{Route, RouteTarget};
use galley_store::{Priority, UnitOfWork, redirects, routes};

use super::chains::{Hops, end};
use super::create::MOST_REDIRECTS;
use super::import_report::{LineOutcome, LineReport, RedirectsReport};
use super::input::{Checked, check};
use super::place::{lock_all, require_end, require_free, taken_meanwhile};
use super::redirect::Redirect;
use super::sheet::{self, Line};
use crate::context::Ctx;
use crate::error::AppError;
use crate::event_log;

/// Lines of one unit of work.
const BATCH: usize = 500;
const PAGE: u64 = 1_000;

/// Sets the redirects of a table with the columns `from`, `to` and `status`.
///
/// One that leads to another redirect is set to where that leads, as far as that is for good.
pub async fn import(ctx: &Ctx, table: &str) -> Result<RedirectsReport, AppError> {
    ctx.require(Permission::ManageSettings)?;
    let lines = sheet::read(table)?;
    if u64::try_from(lines.len()).unwrap_or(u64::MAX) > MOST_REDIRECTS {
        return Err(AppError::Input(format!("a site has at most {MOST_REDIRECTS} redirects")));
    }
    let model = ctx.model();
    let mut reports = Vec::with_capacity(lines.len());
    let wanted = wanted(&model, lines, &mut reports);
    let hops = hops(ctx, &wanted).await?;
    let wanted = flattened(&model, wanted, &hops, &mut reports);
    for some in wanted.chunks(BATCH) {
        reports.extend(set(ctx, &model, some).await?);
    }
    Ok(RedirectsReport::of(reports))
}

/// All redirects as the table that [`import`] takes.
pub async fn export(ctx: &Ctx) -> Result<String, AppError> {
    ctx.require(Permission::ManageSettings)?;
    Ok(sheet::write(&all(ctx).await?.into_iter().map(Redirect::from).collect::<Vec<_>>()))
}

/// A line that makes sense by itself.
struct Wanted {
    line: usize,
    from: String,
    checked: Checked,
    note: Option<String>,
}

fn refused(line: usize, from: &str, why: &impl ToString) -> LineReport {
    let (from, note) = (from.to_owned(), Some(why.to_string()));
    LineReport { line, from, outcome: LineOutcome::Refused, to: None, note }
}

fn wanted(model: &Model, lines: Vec<Line>, reports: &mut Vec<LineReport>) -> Vec<Wanted> {
    let mut first_at: HashMap<String, usize> = HashMap::new();
    let mut wanted: Vec<Wanted> = Vec::new();
    for Line { number, from, input } in lines {
        let checked = input.and_then(|input| check(model, &input).map_err(|errors| errors.to_string()));
        match checked {
            Err(problem) => reports.push(refused(number, &from, &problem)),
            Ok(checked) => match first_at.entry(checked.path.clone()) {
                Entry::Occupied(first) => {
                    reports.push(refused(number, &from, &format!("line {} has this path", first.get())));
                }
                Entry::Vacant(place) => {
                    place.insert(number);
                    wanted.push(Wanted { line: number, from, checked, note: None });
                }
            },
        }
    }
    wanted
}

async fn all(ctx: &Ctx) -> Result<Vec<RedirectRow>, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    let mut found: Vec<RedirectRow> = Vec::new();
    loop {
        let after = found.last().map(|row| row.id);
        let page = redirects::list(&snapshot, "", after, PAGE).await?;
        if page.is_empty() {
            return Ok(found);
        }
        found.extend(page);
    }
}

/// The redirects as they will be: those of the site, and over them those of the table, but for lines that will be refused
/// because a page is there.
async fn hops(ctx: &Ctx, wanted: &[Wanted]) -> Result<Hops, AppError> {
    let mut hops: Hops =
        all(ctx).await?.into_iter().map(|row| (row.path, (row.target, row.status))).collect();
    let paths: Vec<&str> = wanted.iter().map(|one| one.checked.path.as_str()).collect();
    let snapshot = ctx.app.store.snapshot().await?;
    let held = routes::by_paths(&snapshot, &paths).await?;
    let is_page = |route: &Route| matches!(route.target, RouteTarget::Entry { .. });
    let pages: HashSet<String> = held.into_iter().filter(is_page).map(|route| route.path).collect();
    for Checked { path, target, status } in wanted.iter().map(|one| &one.checked) {
        if !pages.contains(path) {
            hops.insert(path.clone(), (target.clone(), *status));
        }
    }
    Ok(hops)
}

fn flattened(model: &Model, wanted: Vec<Wanted>, hops: &Hops, reports: &mut Vec<LineReport>) -> Vec<Wanted> {
    let mut kept = Vec::with_capacity(wanted.len());
    for mut one in wanted {
        match end(model, &one.checked, hops) {
            Err(errors) => reports.push(refused(one.line, &one.from, &errors)),
            Ok(target) => {
                if target != one.checked.target {
                    one.note = target.as_ref().map(|target| format!("leads on, and is set to `{target}`"));
                    one.checked.target = target;
                }
                kept.push(one);
            }
        }
    }
    kept
}

async fn set(ctx: &Ctx, model: &Model, some: &[Wanted]) -> Result<Vec<LineReport>, AppError> {
    let work = ctx.app.store.write(Priority::Batch).await?;
    lock_all(&work).await?;
    let mut count = redirects::count(&work, "").await?;
    let (mut reports, mut events) = (Vec::with_capacity(some.len()), Vec::new());
    for one in some {
        let report = match set_one(ctx, (&work, model), &one.checked, &mut count).await {
            Ok((outcome, event)) => {
                events.extend(event);
                let (from, to) = (one.from.clone(), one.checked.target.clone());
                LineReport { line: one.line, from, outcome, to, note: one.note.clone() }
            }
            Err(AppError::Invalid(errors)) => refused(one.line, &one.from, &errors),
            Err(AppError::State(why)) => refused(one.line, &one.from, &why),
            Err(error) => return Err(error),
        };
        reports.push(report);
    }
    event_log::append_many(&work, ctx.actor.reference(), ctx.now(), events).await?;
    work.commit().await?;
    Ok(reports)
}

/// Whatever refuses the line is asked before anything is written for it.
async fn set_one(
    ctx: &Ctx,
    (work, model): (&UnitOfWork, &Model),
    checked: &Checked,
    count: &mut u64,
) -> Result<(LineOutcome, Option<Event>), AppError> {
    let before = redirects::at(work, &checked.path).await?;
    if before.as_ref().is_some_and(|row| row.target == checked.target && row.status == checked.status) {
        return Ok((LineOutcome::Unchanged, None));
    }
    require_end(work, model, checked).await?;
    if before.is_none() && *count >= MOST_REDIRECTS {
        return Err(AppError::State(format!("there are {MOST_REDIRECTS} redirects already")));
    }
    require_free(ctx, work, &checked.path, before.as_ref().map(|row| row.id)).await?;
    let row = planned(ctx, before.as_ref(), checked);
    let Some(before) = before else {
        let row = redirects::insert(work, row).await?.map_err(|_holders| taken_meanwhile())?;
        *count += 1;
        return Ok((
            LineOutcome::Created,
            Some(Redirect::event(EventKind::RedirectCreated, None, Some(&row))),
        ));
    };
    redirects::update(work, &before, &row).await?.map_err(|_holders| taken_meanwhile())?;
    let event = Redirect::event(EventKind::RedirectChanged, Some(&before), Some(&row));
    Ok((LineOutcome::Changed, Some(event)))
}

fn planned(ctx: &Ctx, before: Option<&RedirectRow>, checked: &Checked) -> RedirectRow {
    let Checked { path, target, status } = checked.clone();
    let (now, author) = (ctx.now(), Some(ctx.actor.reference()));
    RedirectRow {
        id: before.map_or(RedirectId(0), |row| row.id),
        path,
        target,
        status,
        version: before.map_or(1, |row| row.version + 1),
        created_at: before.map_or(now, |row| row.created_at),
        updated_at: now,
        created_by: before.map_or(author, |row| row.created_by),
        updated_by: author,
    }
}
