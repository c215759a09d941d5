//! Checks a requested query against the model and the actor.
