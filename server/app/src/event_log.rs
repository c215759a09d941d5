//! One event of an action that concerns no entry, and its line in the log once it is durable.

use galley_domain::events::Event;
use galley_domain::roles::ActorRef;
use galley_store::events::{self, NewEvent};
use galley_store::{StoreError, UnitOfWork};

use crate::action_log;

/// Appends the event. Close to the end of the unit of work: from here on nobody else can number events.
pub(crate) async fn append(
    work: &UnitOfWork,
    actor: ActorRef,
    at: i64,
    event: Event,
) -> Result<(), StoreError> {
    let appended = [NewEvent { event, actor, at }];
    events::append(work, &appended).await?;
    work.when_durable(move || {
        for NewEvent { event, actor, at: _ } in &appended {
            action_log::other(*actor, event);
        }
    });
    Ok(())
}

/// Appends events that nobody asked for one by one. They are many and no lines of the log.
pub(crate) async fn append_many(
    work: &UnitOfWork,
    actor: ActorRef,
    at: i64,
    events: Vec<Event>,
) -> Result<(), StoreError> {
    if events.is_empty() {
        return Ok(());
    }
    let new: Vec<NewEvent> = events.into_iter().map(|event| NewEvent { event, actor, at }).collect();
    events::append(work, &new).await?;
    Ok(())
}
