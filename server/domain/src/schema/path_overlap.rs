//! Types whose entries want paths of one kind, so that two of them can want the same one.
//!
//! Most of the time this is meant, and whoever comes second is told so when they publish. Here it is said when the
//! patterns are set, which is when it can still be changed at no cost.

use std::fmt;

use super::content_type::ContentType;
use super::field::TypeName;
use super::model::Model;
use crate::routes::{Overlap, RoutePattern};

/// Two types whose patterns nothing fixed tells apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathOverlap {
    /// Each with its pattern.
    pub types: [(TypeName, String); 2],
}

impl PathOverlap {
    /// Each pair once, in the order of names.
    pub fn all(model: &Model) -> Vec<Self> {
        let routed: Vec<(&ContentType, RoutePattern)> =
            model.types().filter_map(|stored| Some((&stored.schema, pattern(&stored.schema)?))).collect();
        let mut found = Vec::new();
        for (index, (one, pattern)) in routed.iter().enumerate() {
            for (other, other_pattern) in routed.iter().skip(index + 1) {
                if pattern.overlap(other_pattern) == Overlap::Anywhere {
                    found.push(Self { types: [one, other].map(|schema| named(schema)) });
                }
            }
        }
        found
    }

    /// Whether both have one and the same path, so that only one of them can ever have a page.
    pub fn is_certain(&self) -> bool {
        self.types
            .iter()
            .all(|(_, pattern)| RoutePattern::parse(pattern).is_ok_and(|pattern| pattern.is_fixed()))
    }

    /// Whether it is about one of these types.
    pub fn is_of(&self, names: &[&TypeName]) -> bool {
        self.types.iter().any(|(name, _)| names.contains(&name))
    }
}

impl fmt::Display for PathOverlap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [(one, pattern), (other, other_pattern)] = &self.types;
        write!(
            f,
            "entries of `{one}` and `{other}` can want one path (`{pattern}` and `{other_pattern}`); the second one to \
             be published is refused"
        )
    }
}

fn pattern(schema: &ContentType) -> Option<RoutePattern> {
    RoutePattern::parse(schema.route.as_deref()?).ok()
}

fn named(schema: &ContentType) -> (TypeName, String) {
    (schema.singular.clone(), schema.route.clone().unwrap_or_default())
}
