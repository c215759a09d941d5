//! Comparisons: which operators fit a kind of value, and operands with its type.

use super::MAX_OPERANDS;
use super::scope::Clause;
use crate::query::content_query::{Condition, Operand, SystemField, ValueColumn};
use crate::query::operator::Operator;
use crate::query::predicate::time_of;
use crate::query::requested::QueryError;
use crate::schema::{Field, FieldKind};

/// What kind of value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeafKind {
    Text,
    Number,
    Time,
    Boolean,
    Id,
    Document,
    Locale,
}

impl LeafKind {
    pub(super) const fn of_system(field: SystemField) -> Self {
        match field {
            SystemField::Id => Self::Id,
            SystemField::DocumentId => Self::Document,
            SystemField::CreatedAt | SystemField::UpdatedAt | SystemField::PublishedAt => Self::Time,
            SystemField::Locale => Self::Locale,
        }
    }

    /// None for what is not a scalar.
    pub(super) const fn of_field(field: &Field) -> Option<Self> {
        match field.kind {
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Markdown
            | FieldKind::Enumeration { .. }
            | FieldKind::Slug { .. }
            | FieldKind::Email
            | FieldKind::Url
            | FieldKind::Json => Some(Self::Text),
            FieldKind::Integer | FieldKind::Decimal => Some(Self::Number),
            FieldKind::Boolean => Some(Self::Boolean),
            FieldKind::Date | FieldKind::DateTime => Some(Self::Time),
            FieldKind::Media { .. }
            | FieldKind::Relation { .. }
            | FieldKind::InverseRelation { .. }
            | FieldKind::Component { .. }
            | FieldKind::Blocks { .. } => None,
        }
    }

    pub(super) fn column(self, field: &Field) -> ValueColumn {
        match self {
            _ if field.kind == FieldKind::Json => ValueColumn::Json,
            _ if !field.is_indexed() => ValueColumn::Unindexed,
            Self::Number | Self::Id => ValueColumn::Number,
            Self::Time => ValueColumn::Time,
            Self::Boolean => ValueColumn::Boolean,
            Self::Text | Self::Document | Self::Locale => ValueColumn::Text,
        }
    }

    const fn described(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "a number",
            Self::Time => "a date or time in ISO 8601",
            Self::Boolean => "`true` or `false`",
            Self::Id => "a whole number",
            Self::Document => "a document id",
            Self::Locale => "a locale",
        }
    }

    /// The operator as it applies to this kind. Folding changes nothing but text.
    const fn fitting(self, operator: Operator) -> Option<Operator> {
        use Operator as O;
        match (self, operator) {
            (Self::Text, operator) => Some(operator),
            (_, O::Eq | O::Eqi) => Some(O::Eq),
            (_, O::Ne | O::Nei) => Some(O::Ne),
            (_, O::In | O::NotIn | O::Null | O::NotNull)
            | (Self::Number | Self::Time | Self::Id, O::Lt | O::Lte | O::Gt | O::Gte | O::Between) => {
                Some(operator)
            }
            _ => None,
        }
    }
}

/// The comparison of `name` with operands of its kind.
pub(super) fn condition(
    clause: Clause,
    name: &str,
    kind: LeafKind,
    operator: Operator,
    operands: &[String],
) -> Result<Condition, QueryError> {
    let refuse = |message: String| Err(QueryError::invalid(clause, format!("`{name}` {message}")));
    let Some(operator) = kind.fitting(operator) else {
        return refuse(format!("cannot be compared by {}", operator.as_str()));
    };
    let takes = match operator {
        Operator::Null | Operator::NotNull => 0..=0,
        Operator::Between => 2..=2,
        Operator::In | Operator::NotIn => 1..=MAX_OPERANDS,
        _ => 1..=1,
    };
    if !takes.contains(&operands.len()) {
        let (least, most) = (takes.start(), takes.end());
        let given = operands.len();
        return refuse(format!("takes {least} to {most} values with {}, not {given}", operator.as_str()));
    }
    let operands = operands.iter().map(|text| operand(kind, text)).collect::<Option<Vec<_>>>();
    match operands {
        Some(operands) => Ok(Condition { operator, operands }),
        None => refuse(format!("is compared with {}", kind.described())),
    }
}

fn operand(kind: LeafKind, text: &str) -> Option<Operand> {
    match kind {
        LeafKind::Text => (!text.contains('\0')).then(|| Operand::Text(text.to_owned())),
        LeafKind::Number => number(text).map(Operand::Number),
        LeafKind::Time => time_of(text).map(Operand::Time),
        LeafKind::Boolean => match text {
            "true" | "1" => Some(Operand::Boolean(true)),
            "false" | "0" => Some(Operand::Boolean(false)),
            _ => None,
        },
        LeafKind::Id => text.parse().ok().map(|id: crate::ids::EntryId| Operand::Id(id.0)),
        LeafKind::Document => text.parse().ok().map(Operand::Document),
        LeafKind::Locale => {
            text.parse().ok().map(|locale: crate::locales::Locale| Operand::Text(locale.to_string()))
        }
    }
}

/// A JSON number, and nothing that Rust would read beyond it.
fn number(text: &str) -> Option<f64> {
    let plain =
        text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E'));
    let number = if plain { serde_json::from_str::<f64>(text).ok()? } else { return None };
    number.is_finite().then_some(number)
}
