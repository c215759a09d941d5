//! The last owner stays an owner: without one, nobody could ever make another.

use galley_store::{UnitOfWork, users};

use crate::error::AppError;

/// Refuses the unit of work when it leaves no owner who can sign in.
///
/// Called after the events were appended: the head of the log is locked then, so two changes that each take away one
/// of the last two owners come one after the other.
pub(super) async fn require_one(work: &UnitOfWork) -> Result<(), AppError> {
    if users::count_active_owners(work).await? == 0 {
        return Err(AppError::State("the last owner cannot be demoted or suspended".to_owned()));
    }
    Ok(())
}
