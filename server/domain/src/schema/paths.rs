//! Path ids: the stable names of leaves in `field_values`, `links`, `unique_values` and events.
//!
//! A chain is the field ids from the content type down; where it passes through blocks it also names the
//! component, because two components of one list may use the same field id. Text form: `4`, `7.2`, `9[shared.quote].1`.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use super::field::ComponentName;
use crate::ids::{FieldId, IdError, PathId};

/// One step of a chain: a field, and which component of a blocks field goes on from it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PathStepId {
    pub field: FieldId,
    pub block: Option<ComponentName>,
}

/// From the content type down to a leaf.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct PathChain(pub Vec<PathStepId>);

impl PathChain {
    #[must_use]
    pub fn then(&self, field: FieldId) -> Self {
        let mut steps = self.0.clone();
        steps.push(PathStepId { field, block: None });
        Self(steps)
    }

    /// The same chain, entering `component` of the blocks field it ends in.
    #[must_use]
    pub fn into_block(&self, component: &ComponentName) -> Self {
        let mut steps = self.0.clone();
        if let Some(last) = steps.last_mut() {
            last.block = Some(component.clone());
        }
        Self(steps)
    }
}

impl fmt::Display for PathChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("/")?;
            }
            write!(f, "{}", step.field)?;
            if let Some(block) = &step.block {
                write!(f, "[{block}]")?;
            }
        }
        Ok(())
    }
}

impl FromStr for PathChain {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let step = |part: &str| {
            let (field, block) = match part.strip_suffix(']').and_then(|part| part.split_once('[')) {
                Some((field, block)) => (field, Some(block.parse()?)),
                None => (part, None),
            };
            Ok(PathStepId { field: field.parse()?, block })
        };
        text.split('/').map(step).collect::<Result<_, _>>().map(Self)
    }
}

/// One row of `field_paths`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathEntry {
    pub id: PathId,
    pub chain: PathChain,
}

/// All paths of one content type, found from either side.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FieldPaths {
    by_chain: HashMap<PathChain, PathId>,
    by_id: HashMap<PathId, PathChain>,
}

impl FieldPaths {
    pub fn new(entries: impl IntoIterator<Item = PathEntry>) -> Self {
        let mut paths = Self::default();
        for entry in entries {
            paths.by_chain.insert(entry.chain.clone(), entry.id);
            paths.by_id.insert(entry.id, entry.chain);
        }
        paths
    }

    pub fn id(&self, chain: &PathChain) -> Option<PathId> {
        self.by_chain.get(chain).copied()
    }

    pub fn chain(&self, id: PathId) -> Option<&PathChain> {
        self.by_id.get(&id)
    }

    /// The field of the type itself that a leaf is in.
    pub fn top_field(&self, id: PathId) -> Option<FieldId> {
        self.chain(id).and_then(|chain| chain.0.first()).map(|step| step.field)
    }
}
