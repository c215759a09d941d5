//! Whether a redirect can be where it is wanted: nothing else is there, and it does not lead back to itself.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::ids::RedirectId;
use galley_domain::schema::Model;
use galley_store::routes::{self, RouteTarget};
use galley_store::{UnitOfWork, content_types, redirects};

use super::input::{Checked, site_path};
use crate::commit::named;
use crate::context::Ctx;
use crate::error::AppError;

/// A visitor takes at most so many steps from redirect to redirect; browsers give up at about 20.
const MOST_STEPS: usize = 5;

/// Redirects whose targets depend on each other are written one after another.
pub(super) async fn lock_all(work: &UnitOfWork) -> Result<(), AppError> {
    content_types::lock(work).await?;
    Ok(())
}

/// Frees the path if only an old path of an entry is there, and refuses it by its holder otherwise.
pub(super) async fn require_free(
    ctx: &Ctx,
    work: &UnitOfWork,
    path: &str,
    own: Option<RedirectId>,
) -> Result<(), AppError> {
    let Some(holder) = routes::by_path(work, path).await? else { return Ok(()) };
    match &holder.target {
        RouteTarget::RedirectToEntry { .. } => {
            routes::delete_paths(work, &[path]).await?;
            Ok(())
        }
        RouteTarget::Entry { document, .. } => {
            let who = named(ctx, work, *document, &holder.locale).await?;
            Err(taken(format!("is the address of {who}")))
        }
        RouteTarget::Redirect { .. } => match redirects::at(work, path).await? {
            Some(other) if Some(other.id) == own => Ok(()),
            Some(other) => Err(taken(format!("is redirected already, by redirect {}", other.id))),
            None => Err(taken("is redirected already".to_owned())),
        },
    }
}

/// What is left to say when the path was taken between looking and writing.
pub(super) fn taken_meanwhile() -> AppError {
    taken("was taken a moment ago".to_owned())
}

fn taken(message: String) -> AppError {
    FieldErrors::one(FieldPath::of("from"), FieldErrorCode::RouteTaken, message).into()
}

/// Follows the target through other redirects. Whoever comes to an entry has arrived.
pub(super) async fn require_end(work: &UnitOfWork, model: &Model, checked: &Checked) -> Result<(), AppError> {
    let place = FieldPath::of("to");
    let mut target = checked.target.clone();
    for _ in 0..=MOST_STEPS {
        let here = target.as_deref().filter(|target| target.starts_with('/'));
        let path =
            here.and_then(|target| site_path(model, target.split(['?', '#']).next().unwrap_or_default()));
        let Some(path) = path else { return Ok(()) };
        if path == checked.path {
            let message = "leads back to where it comes from";
            return Err(FieldErrors::one(place, FieldErrorCode::Cycle, message).into());
        }
        match routes::by_path(work, &path).await?.map(|route| route.target) {
            Some(RouteTarget::Redirect { to, .. }) => target = to,
            Some(RouteTarget::Entry { .. } | RouteTarget::RedirectToEntry { .. }) | None => return Ok(()),
        }
    }
    let message = format!("leads over more than {MOST_STEPS} other redirects: name where it ends");
    Err(FieldErrors::one(place, FieldErrorCode::TooMany, message).into())
}
