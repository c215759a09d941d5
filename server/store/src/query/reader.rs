//! What all statements of one query share.

use std::sync::atomic::AtomicU64;

use galley_domain::schema::Model;

use super::predicates::{Statement, World};
use crate::reading::RowSource;

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) source: RowSource<'a>,
    pub(super) model: &'a Model,
    pub(super) world: World<'a>,
    /// Candidates that were evaluated so far.
    pub(super) candidates: &'a AtomicU64,
}

impl<'a> Reader<'a> {
    pub(super) fn statement(self) -> Statement<'a> {
        Statement::new(self.source.backend(), self.world)
    }
}
