//! One comparison of one column. Each means what `galley_domain::query::predicate` means by it.
//!
//! LIKE is not used at all: its case rules differ between databases, and positions in the folded column say the same.

use galley_domain::query::{Condition, Operand, Operator, SystemField, ValueColumn};
use galley_domain::text::fold;

use super::sql::{Alias, Bound, Sql};
use sea_orm::Value;

impl Bound for Operand {
    fn into_value(self) -> Value {
        match self {
            Self::Text(text) => text.into_value(),
            Self::Number(number) => number.into_value(),
            Self::Time(number) | Self::Id(number) => number.into_value(),
            Self::Boolean(holds) => f64::from(u8::from(holds)).into_value(),
            Self::Document(document) => document.into_value(),
        }
    }
}

/// A comparison of a row of `field_values`; the row exists, so its column has a value.
pub(super) fn value(sql: &mut Sql, alias: Alias, column: ValueColumn, condition: &Condition) {
    let name = match column {
        ValueColumn::Number | ValueColumn::Boolean => "number",
        ValueColumn::Time => "time",
        // What is not indexed never comes here.
        ValueColumn::Text | ValueColumn::Unindexed | ValueColumn::Json => "text",
    };
    compare(sql, alias, name, condition);
}

/// A comparison of a column of `entries`, which may be null.
pub(super) fn system(sql: &mut Sql, alias: Alias, field: SystemField, condition: &Condition) {
    let name = match field {
        SystemField::Id => "id",
        SystemField::DocumentId => "document_id",
        SystemField::CreatedAt => "created_at",
        SystemField::UpdatedAt => "updated_at",
        SystemField::PublishedAt => "published_at",
        SystemField::Locale => "locale",
    };
    match (field, condition.operator) {
        // No locale is stored as the empty text.
        (SystemField::Locale, Operator::Null) => {
            sql.column(alias, name).push(" = ''");
        }
        (SystemField::Locale, _) => {
            sql.push("(").column(alias, name).push(" <> '' AND ");
            compare(sql, alias, name, condition);
            sql.push(")");
        }
        (SystemField::PublishedAt, Operator::Null) => {
            sql.column(alias, name).push(" IS NULL");
        }
        // Without the test a comparison would be null, and so would its complement.
        (SystemField::PublishedAt, _) => {
            sql.push("(").column(alias, name).push(" IS NOT NULL AND ");
            compare(sql, alias, name, condition);
            sql.push(")");
        }
        (_, Operator::Null) => {
            sql.push("1 = 0");
        }
        _ => compare(sql, alias, name, condition),
    }
}

fn compare(sql: &mut Sql, alias: Alias, column: &'static str, condition: &Condition) {
    let operands = &condition.operands;
    match condition.operator {
        Operator::Eq => infix(sql, alias, column, " = ", operands),
        Operator::Ne => infix(sql, alias, column, " <> ", operands),
        Operator::Lt => infix(sql, alias, column, " < ", operands),
        Operator::Lte => infix(sql, alias, column, " <= ", operands),
        Operator::Gt => infix(sql, alias, column, " > ", operands),
        Operator::Gte => infix(sql, alias, column, " >= ", operands),
        Operator::Between => {
            let (low, high) = operands.split_at(1.min(operands.len()));
            infix(sql, alias, column, " >= ", low);
            sql.push(" AND ");
            infix(sql, alias, column, " <= ", high);
        }
        Operator::In => {
            sql.column(alias, column).push(" IN ").bind_list(operands);
        }
        Operator::NotIn => {
            sql.column(alias, column).push(" NOT IN ").bind_list(operands);
        }
        // The row is there; where it might not be, the caller has asked.
        Operator::Null => {
            sql.push("1 = 0");
        }
        Operator::NotNull => {
            sql.push("1 = 1");
        }
        Operator::Eqi => infix(sql, alias, "folded", " = ", &folded(operands)),
        Operator::Nei => infix(sql, alias, "folded", " <> ", &folded(operands)),
        Operator::Contains => contains(sql, alias, column, operands, " > 0"),
        Operator::NotContains => contains(sql, alias, column, operands, " = 0"),
        Operator::Containsi => contains(sql, alias, "folded", &folded(operands), " > 0"),
        Operator::NotContainsi => contains(sql, alias, "folded", &folded(operands), " = 0"),
        Operator::StartsWith => starts(sql, alias, column, text(operands)),
        Operator::StartsWithi => starts(sql, alias, "folded", text(&folded(operands))),
        Operator::EndsWith => ends(sql, alias, column, text(operands)),
        Operator::EndsWithi => ends(sql, alias, "folded", text(&folded(operands))),
    }
}

fn infix(sql: &mut Sql, alias: Alias, column: &'static str, operator: &'static str, operands: &[Operand]) {
    match operands.first() {
        Some(operand) => sql.column(alias, column).push(operator).bind(operand.clone()),
        None => sql.push("1 = 0"),
    };
}

fn folded(operands: &[Operand]) -> Vec<Operand> {
    operands
        .iter()
        .map(|operand| match operand {
            Operand::Text(text) => Operand::Text(fold(text)),
            other => other.clone(),
        })
        .collect()
}

fn text(operands: &[Operand]) -> &str {
    match operands.first() {
        Some(Operand::Text(text)) => text,
        _ => "",
    }
}

fn contains(sql: &mut Sql, alias: Alias, column: &'static str, operands: &[Operand], test: &'static str) {
    sql.position(alias, column, text(operands).to_owned()).push(test);
}

/// As a range, which an index serves: keys are compared as bytes on every database.
fn starts(sql: &mut Sql, alias: Alias, column: &'static str, prefix: &str) {
    if prefix.is_empty() {
        sql.push("1 = 1");
        return;
    }
    sql.column(alias, column).push(" >= ").bind(prefix);
    if let Some(next) = after_prefix(prefix) {
        sql.push(" AND ").column(alias, column).push(" < ").bind(next);
    }
}

/// The smallest text that is greater than every text with this prefix; none when there is no such text.
fn after_prefix(prefix: &str) -> Option<String> {
    let mut characters: Vec<char> = prefix.chars().collect();
    while let Some(last) = characters.pop() {
        let next = match last {
            char::MAX => None,
            // The code points between are no characters.
            '\u{d7ff}' => Some('\u{e000}'),
            other => char::from_u32(u32::from(other) + 1),
        };
        if let Some(next) = next {
            characters.push(next);
            return Some(characters.into_iter().collect());
        }
    }
    None
}

fn ends(sql: &mut Sql, alias: Alias, column: &'static str, suffix: &str) {
    if suffix.is_empty() {
        sql.push("1 = 1");
        return;
    }
    sql.ending(alias, column, suffix).push(" = ").bind(suffix);
}

/// Whether few rows are expected to satisfy the condition, so that it is worth beginning with them.
pub(super) const fn is_selective(operator: Operator) -> bool {
    matches!(
        operator,
        Operator::Eq | Operator::Eqi | Operator::In | Operator::StartsWith | Operator::StartsWithi
    )
}

#[cfg(test)]
mod tests {
    use super::after_prefix;

    #[test]
    fn the_end_of_a_prefix_is_the_next_text() {
        for (prefix, next) in [
            ("a", Some("b")),
            ("az\u{10ffff}", Some("a{")),
            ("\u{d7ff}", Some("\u{e000}")),
            ("\u{10ffff}", None),
            ("é", Some("ê")),
        ] {
            assert_eq!(after_prefix(prefix).as_deref(), next, "{prefix}");
        }
    }
}
