//! One event of an action that concerns no entry.

use galley_domain::events::Event;
use galley_domain::roles::ActorRef;
use galley_store::events::{self, NewEvent};
use galley_store::{StoreError, UnitOfWork};

/// Appends the event. Close to the end of the unit of work: from here on nobody else can number events.
pub(crate) async fn append(
    work: &UnitOfWork,
    actor: ActorRef,
    at: i64,
    event: Event,
) -> Result<(), StoreError> {
    events::append(work, &[NewEvent { event, actor, at }]).await.map(|_last| ())
}
