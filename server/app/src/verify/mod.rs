//! Does everything that is derived still agree with what it is derived from?
//!
//! Reads and never repairs. Entries are checked in pages of their own snapshots, so that a large site can be verified
//! while it is used; what changed in between is looked at again.

mod entries;
mod media;
mod menus;
mod report;

pub use report::{Check, VerifyReport};

use galley_domain::roles::Permission;
use galley_store::integrity;

use crate::content_types;
use crate::context::Ctx;
use crate::error::AppError;

/// Checks the whole site.
pub async fn run(ctx: &Ctx) -> Result<VerifyReport, AppError> {
    ctx.require(Permission::ManageSettings)?;
    content_types::reload(&ctx.app).await?;
    let mut report = VerifyReport::default();
    report.add(file(ctx).await?);
    report.add(events(ctx).await?);
    report.add(orphans(ctx).await?);
    for check in entries::check(ctx).await? {
        report.add(check);
    }
    report.add(menus::check(ctx).await?);
    report.add(media::check(ctx).await?);
    Ok(report)
}

async fn file(ctx: &Ctx) -> Result<Check, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    let mut check = Check::new("database file");
    check.examined = 1;
    integrity::file_problems(&snapshot).await?.into_iter().for_each(|problem| check.problem(problem));
    Ok(check)
}

async fn events(ctx: &Ctx) -> Result<Check, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    let log = integrity::log_state(&snapshot).await?;
    let mut check = Check::new("event log");
    check.examined = u64::try_from(log.count).unwrap_or(0);
    let numbers = log.head.0 - log.pruned_to.0;
    if log.count != numbers {
        check.problem(format!(
            "{numbers} numbers were given since {}, but {} events are there",
            log.pruned_to, log.count
        ));
    }
    if log.count > 0 && log.last != log.head {
        check.problem(format!("the head is {}, but the last event is {}", log.head, log.last));
    }
    Ok(check)
}

async fn orphans(ctx: &Ctx) -> Result<Check, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    let mut check = Check::new("rows that belong to nothing");
    for found in integrity::orphans(&snapshot).await? {
        check.examined += 1;
        if found.count > 0 {
            check.problem(format!("{} {}", found.count, found.what));
        }
    }
    Ok(check)
}
