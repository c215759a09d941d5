//! Trees of pages in a batch: the page above comes before what is below it, and is seen before it is written.

use std::collections::HashMap;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::routes::Tree;
use galley_domain::schema::Model;

use super::batch::{BatchWritten, EntryInput};
use super::loaded::Loaded;
use super::surroundings::Surroundings;

/// The places of the inputs, each once, in the order in which they are planned. Inputs that are in nobody's tree keep
/// their order.
pub(super) fn parents_first(model: &Model, inputs: &[EntryInput]) -> Vec<usize> {
    let places: HashMap<(DocumentId, &Locale), usize> =
        inputs.iter().enumerate().map(|(place, input)| ((input.document, &input.locale), place)).collect();
    let above = |input: &EntryInput| {
        let tree = Tree::of(model.content_type(&input.content_type)?)?;
        places.get(&(tree.above(&input.data)?, &input.locale)).copied()
    };
    let above: Vec<Option<usize>> = inputs.iter().map(above).collect();
    let depth = |place: usize| {
        let mut depth = 0;
        let mut next = above.get(place).copied().flatten();
        // A circle ends too; which of its inputs comes first says nothing, because all are refused.
        while let Some(place) = next.filter(|_| depth <= inputs.len()) {
            depth += 1;
            next = above.get(place).copied().flatten();
        }
        depth
    };
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    order.sort_by_cached_key(|place| depth(*place));
    order
}

/// Where the entries of this batch will be.
#[derive(Default)]
pub(super) struct PlannedPaths(HashMap<(DocumentId, Locale), String>);

impl PlannedPaths {
    pub(super) fn add(&mut self, written: &BatchWritten, locale: &Locale) {
        if let Some(path) = &written.path {
            self.0.insert((written.document, locale.clone()), path.clone());
        }
    }

    /// Lets the plan of `input` see the page above as this batch leaves it.
    pub(super) fn show(&self, loaded: &mut Loaded, surroundings: &mut Surroundings, input: &EntryInput) {
        let Some(tree) = Tree::of(&loaded.stored) else { return };
        let draft = loaded.draft(&input.locale).and_then(|row| tree.above(&row.data));
        let Some(above) = tree.above(&input.data).or(draft) else { return };
        if let Some(path) = self.0.get(&(above, input.locale.clone())) {
            loaded.above.insert(above, path.clone());
            surroundings.targets.documents.insert(above, loaded.stored.schema.singular.clone());
        }
    }
}
