//! Whether a row satisfied a condition, as far as an event says.

use crate::events::{LeafValue, RowSide};
use crate::query::content_query::{Direction, Operand, Predicate, SystemField, ValueColumn};
use crate::query::operator::Operator;
use crate::query::predicate::{Datum, holds};
use crate::schema::{PathChain, StoredType};

use super::seen::Seen;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    No,
    Maybe,
    Yes,
}

impl Verdict {
    const fn of(is: bool) -> Self {
        if is { Self::Yes } else { Self::No }
    }

    const fn negated(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Maybe => Self::Maybe,
            Self::Yes => Self::No,
        }
    }

    pub(super) const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            (Self::Maybe, _) | (_, Self::Maybe) => Self::Maybe,
        }
    }

    pub(super) fn all(verdicts: impl Iterator<Item = Self>) -> Self {
        verdicts.fold(Self::Yes, Self::and)
    }

    fn any(verdicts: impl Iterator<Item = Self>) -> Self {
        Self::all(verdicts.map(Self::negated)).negated()
    }
}

/// Whether the row was or is among those that satisfy the condition; a row that is not there is not.
pub(super) fn verdict(
    predicate: &Predicate,
    stored: &StoredType,
    seen: Seen<'_>,
    side: Option<&RowSide>,
) -> Verdict {
    side.map_or(Verdict::No, |side| Row { stored, seen, side }.verdict(predicate))
}

/// Whether membership may be another one after the event than before.
pub(super) fn may_change(
    predicate: &Predicate,
    stored: &StoredType,
    seen: Seen<'_>,
    [before, after]: [Verdict; 2],
) -> bool {
    is_touched(predicate, stored, seen) && (before != after || before == Verdict::Maybe)
}

/// Whether anything that the condition looks at may differ between the sides.
fn is_touched(predicate: &Predicate, stored: &StoredType, seen: Seen<'_>) -> bool {
    if seen.before().is_none() || seen.after().is_none() {
        return true;
    }
    let any = |parts: &[Predicate]| parts.iter().any(|part| is_touched(part, stored, seen));
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => any(parts),
        Predicate::Not(inner) => is_touched(inner, stored, seen),
        Predicate::System { field, .. } => seen.changes_system(*field),
        Predicate::Value { chain, .. } | Predicate::Instance { chain, .. } => seen.changes_field(top(chain)),
        // Links of the other side are another entry's, whose own event says so.
        Predicate::Related { direction: Direction::Inverse, .. } => false,
        Predicate::Related { path, direction: Direction::Owning, .. } | Predicate::HasAsset { path, .. } => {
            seen.changes_path(stored, *path)
        }
        Predicate::Decided(_) => true,
    }
}

fn top(chain: &PathChain) -> Option<crate::ids::FieldId> {
    chain.0.first().map(|step| step.field)
}

#[derive(Clone, Copy)]
struct Row<'a> {
    stored: &'a StoredType,
    seen: Seen<'a>,
    side: &'a RowSide,
}

impl Row<'_> {
    fn verdict(self, predicate: &Predicate) -> Verdict {
        match predicate {
            Predicate::All(parts) => Verdict::all(parts.iter().map(|part| self.verdict(part))),
            Predicate::Any(parts) => Verdict::any(parts.iter().map(|part| self.verdict(part))),
            Predicate::Not(inner) => self.verdict(inner).negated(),
            Predicate::System { field, condition } => match self.system(*field) {
                System::Is(datum) => Verdict::of(holds(&datum, condition)),
                System::Absent => Verdict::of(condition.operator == Operator::Null),
                System::Unknown => Verdict::Maybe,
            },
            Predicate::Value { path, column, condition, .. }
                if column.is_indexed() && self.seen.tells_path(self.stored, *path) =>
            {
                let values = self.side.values.iter().filter(|value| value.path == *path);
                let mut data = values.filter_map(|value| datum(value, *column)).peekable();
                Verdict::of(match condition.operator {
                    Operator::Null => data.peek().is_none(),
                    _ => data.any(|datum| holds(&datum, condition)),
                })
            }
            Predicate::Related { path, direction: Direction::Owning, inner, .. }
                if self.seen.tells_path(self.stored, *path) =>
            {
                let targets = self.side.targets.iter().filter(|link| link.path == *path);
                // That the target can be seen, and what it says, is not told.
                Verdict::any(targets.map(|link| of_target(inner, link.target).and(Verdict::Maybe)))
            }
            Predicate::HasAsset { path, .. } if self.seen.tells_path(self.stored, *path) => {
                Verdict::of(self.side.targets.iter().any(|link| link.path == *path))
            }
            Predicate::Value { .. }
            | Predicate::Instance { .. }
            | Predicate::Related { .. }
            | Predicate::HasAsset { .. }
            | Predicate::Decided(_) => Verdict::Maybe,
        }
    }

    fn system(self, field: SystemField) -> System<'static> {
        match field {
            SystemField::Id => {
                self.seen.change.entry.map_or(System::Unknown, |id| System::Is(Datum::Id(id.0)))
            }
            SystemField::DocumentId => System::Is(Datum::Document(self.seen.document)),
            SystemField::CreatedAt => System::Is(Datum::Time(self.side.created_at)),
            SystemField::UpdatedAt => System::Is(Datum::Time(self.side.updated_at)),
            SystemField::PublishedAt => {
                self.side.published_at.map_or(System::Absent, |at| System::Is(Datum::Time(at)))
            }
            SystemField::Locale if self.seen.locale.is_none() => System::Absent,
            SystemField::Locale => System::Is(Datum::Text(self.seen.locale.as_str().to_owned().into())),
        }
    }
}

enum System<'a> {
    Is(Datum<'a>),
    Absent,
    Unknown,
}

fn datum(value: &LeafValue, column: ValueColumn) -> Option<Datum<'_>> {
    match column {
        ValueColumn::Text => value.text.as_deref().map(|text| Datum::Text(text.into())),
        ValueColumn::Number => value.number.map(Datum::Number),
        ValueColumn::Boolean => value.number.map(|number| Datum::Boolean(number != 0.0)),
        ValueColumn::Time => value.time.map(Datum::Time),
        ValueColumn::Unindexed | ValueColumn::Json => None,
    }
}

/// What can be said of a linked entry of which only the document is known.
fn of_target(predicate: &Predicate, target: crate::ids::DocumentId) -> Verdict {
    match predicate {
        Predicate::All(parts) => Verdict::all(parts.iter().map(|part| of_target(part, target))),
        Predicate::Any(parts) => Verdict::any(parts.iter().map(|part| of_target(part, target))),
        Predicate::Not(inner) => of_target(inner, target).negated(),
        Predicate::System { field: SystemField::DocumentId, condition }
            if condition.operands.iter().all(|operand| matches!(operand, Operand::Document(_))) =>
        {
            Verdict::of(holds(&Datum::Document(target), condition))
        }
        Predicate::System { .. }
        | Predicate::Value { .. }
        | Predicate::Instance { .. }
        | Predicate::Related { .. }
        | Predicate::HasAsset { .. }
        | Predicate::Decided(_) => Verdict::Maybe,
    }
}
