//! A list as an answer read it.

use std::sync::Arc;

use super::membership::{Verdict, may_change, verdict};
use super::place::{Place, is_touched};
use super::seen::Seen;
use crate::events::RowSide;
use crate::query::content_query::{LocaleChoice, Predicate, SortKey};
use crate::schema::StoredType;

/// What was asked, and how far the rows went that were shown.
#[derive(Debug, Clone)]
pub struct RecordedList {
    pub target: Arc<StoredType>,
    pub locale: LocaleChoice,
    pub filter: Predicate,
    pub sort: Vec<SortKey>,
    /// The last row shown; none when rows that come after all others would be shown as well.
    pub last: Option<Place>,
    /// Whether the number of all rows was shown.
    pub counts: bool,
}

impl RecordedList {
    /// Whether the event may change which rows are shown, their order, or their number.
    pub fn is_hit_by(&self, seen: Seen<'_>) -> bool {
        if seen.content_type != self.target.id || !self.is_of_locale(seen) {
            return false;
        }
        let verdicts =
            [seen.before(), seen.after()].map(|side| verdict(&self.filter, &self.target, seen, side));
        if verdicts == [Verdict::No, Verdict::No] {
            return false;
        }
        let moves = may_change(&self.filter, &self.target, seen, verdicts);
        if moves && self.counts {
            return true;
        }
        let is_reordered = || self.sort.iter().any(|key| is_touched(&key.target, &self.target, seen));
        (moves || is_reordered()) && self.may_reach(seen, verdicts)
    }

    fn is_of_locale(&self, seen: Seen<'_>) -> bool {
        match &self.locale {
            LocaleChoice::One(locale) => locale == seen.locale,
            LocaleChoice::Any => true,
        }
    }

    /// Whether the row stood or stands among those that were shown or before them.
    fn may_reach(&self, seen: Seen<'_>, [before, after]: [Verdict; 2]) -> bool {
        let Some(last) = &self.last else { return true };
        let reaches = |verdict: Verdict, side: Option<&RowSide>| {
            verdict != Verdict::No
                && side.is_some_and(|side| {
                    Place::of_side(&self.sort, &self.target, seen, side).may_reach(last, &self.sort)
                })
        };
        reaches(before, seen.before()) || reaches(after, seen.after())
    }
}
