//! What all statements of one query share.

use std::sync::atomic::AtomicU64;

use galley_domain::schema::Model;

use super::predicates::{Statement, World};
use crate::snapshot::Snapshot;
use crate::transaction::Transaction as _;

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) model: &'a Model,
    pub(super) world: World<'a>,
    /// Candidates that were evaluated so far.
    pub(super) candidates: &'a AtomicU64,
}

impl<'a> Reader<'a> {
    pub(super) fn statement(self) -> Statement<'a> {
        Statement::new(self.snapshot.backend(), self.world)
    }
}
