//! One comparison of one present value.

use super::datum::Datum;
use crate::query::content_query::{Condition, Operand};
use crate::query::operator::Operator;
use crate::text::fold;

/// Whether a present value satisfies the condition. Absent values satisfy only `$null`, which is decided before.
pub fn holds(datum: &Datum<'_>, condition: &Condition) -> bool {
    let operands = &condition.operands;
    let first = operands.first();
    let equal = |operand: &Operand| order(datum, operand) == Some(std::cmp::Ordering::Equal);
    let compares = |accepts: fn(std::cmp::Ordering) -> bool| {
        first.and_then(|operand| order(datum, operand)).is_some_and(accepts)
    };
    match condition.operator {
        Operator::Eq => first.is_some_and(equal),
        Operator::Ne => first.is_some_and(|operand| !equal(operand)),
        Operator::In => operands.iter().any(equal),
        Operator::NotIn => !operands.iter().any(equal),
        Operator::Lt => compares(std::cmp::Ordering::is_lt),
        Operator::Lte => compares(std::cmp::Ordering::is_le),
        Operator::Gt => compares(std::cmp::Ordering::is_gt),
        Operator::Gte => compares(std::cmp::Ordering::is_ge),
        Operator::Between => {
            let bound = |index: usize| operands.get(index).and_then(|operand| order(datum, operand));
            bound(0).is_some_and(std::cmp::Ordering::is_ge) && bound(1).is_some_and(std::cmp::Ordering::is_le)
        }
        Operator::Null => false,
        Operator::NotNull => true,
        Operator::Eqi => folded(datum, first, |value, operand| value == operand),
        Operator::Nei => folded(datum, first, |value, operand| value != operand),
        Operator::Contains => exact(datum, first, |value, operand| value.contains(operand)),
        Operator::NotContains => exact(datum, first, |value, operand| !value.contains(operand)),
        Operator::StartsWith => exact(datum, first, |value, operand| value.starts_with(operand)),
        Operator::EndsWith => exact(datum, first, |value, operand| value.ends_with(operand)),
        Operator::Containsi => folded(datum, first, |value, operand| value.contains(operand)),
        Operator::NotContainsi => folded(datum, first, |value, operand| !value.contains(operand)),
        Operator::StartsWithi => folded(datum, first, |value, operand| value.starts_with(operand)),
        Operator::EndsWithi => folded(datum, first, |value, operand| value.ends_with(operand)),
    }
}

/// None when the kinds differ, which a checked query never asks.
fn order(datum: &Datum<'_>, operand: &Operand) -> Option<std::cmp::Ordering> {
    match (datum, operand) {
        (Datum::Text(value), Operand::Text(operand)) => Some(value.as_ref().cmp(operand)),
        (Datum::Number(value), Operand::Number(operand)) => value.partial_cmp(operand),
        (Datum::Time(value), Operand::Time(operand)) | (Datum::Id(value), Operand::Id(operand)) => {
            Some(value.cmp(operand))
        }
        (Datum::Boolean(value), Operand::Boolean(operand)) => Some(value.cmp(operand)),
        (Datum::Document(value), Operand::Document(operand)) => Some(value.cmp(operand)),
        _ => None,
    }
}

fn exact(datum: &Datum<'_>, operand: Option<&Operand>, accepts: fn(&str, &str) -> bool) -> bool {
    match (datum, operand) {
        (Datum::Text(value), Some(Operand::Text(operand))) => accepts(value, operand),
        _ => false,
    }
}

fn folded(datum: &Datum<'_>, operand: Option<&Operand>, accepts: fn(&str, &str) -> bool) -> bool {
    match (datum, operand) {
        (Datum::Text(value), Some(Operand::Text(operand))) => accepts(&fold(value), &fold(operand)),
        _ => false,
    }
}
