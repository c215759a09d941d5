//! From what happened to the answers that it may concern, so that an event looks at those alone.

use std::collections::{HashMap, HashSet};

use super::dependency::{Dependency, Key};

/// The number of an answer in the cache.
pub(super) type AnswerId = u64;

#[derive(Debug, Default)]
pub(super) struct Index(HashMap<Key, HashSet<AnswerId>>);

impl Index {
    pub(super) fn add(&mut self, id: AnswerId, dependencies: &[Dependency]) {
        for dependency in dependencies {
            self.0.entry(dependency.key()).or_default().insert(id);
        }
    }

    pub(super) fn remove(&mut self, id: AnswerId, dependencies: &[Dependency]) {
        for dependency in dependencies {
            let key = dependency.key();
            if let Some(answers) = self.0.get_mut(&key) {
                answers.remove(&id);
                if answers.is_empty() {
                    self.0.remove(&key);
                }
            }
        }
    }

    pub(super) fn candidates(&self, keys: &[Key]) -> HashSet<AnswerId> {
        keys.iter().filter_map(|key| self.0.get(key)).flatten().copied().collect()
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
