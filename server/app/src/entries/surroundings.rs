//! What a plan must know of other documents: which link targets exist and which slugs are taken.

use galley_domain::values::Targets;

use super::slug::TakenSlugs;

/// Looked up in the same snapshot as the document.
#[derive(Debug, Clone, Default)]
pub(super) struct Surroundings {
    pub targets: Targets,
    pub taken_slugs: TakenSlugs,
}
