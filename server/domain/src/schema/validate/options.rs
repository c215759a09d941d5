//! The options of one field: whether its kind can have them, and whether they agree with each other.

use super::Errors;
use crate::schema::field::{Field, FieldKind};
use crate::values::{compile_pattern, problem_of_default};

pub(super) fn check(place: &str, field: &Field, errors: &mut Errors) {
    let options = &field.options;
    let mut refuse = |wrong: bool, problem: &str| {
        if wrong {
            errors.add(place, problem);
        }
    };
    let lengths = options.min_length.is_some() || options.max_length.is_some() || options.pattern.is_some();
    refuse(lengths && !is_text(field), "cannot have `minLength`, `maxLength` or `regex`: it is not a text");
    let sizes = options.min.is_some() || options.max.is_some();
    refuse(sizes && !is_measured(field), "cannot have `min` or `max`: it is neither a number nor a list");
    refuse(options.unique && !can_be_unique(field), "cannot be unique");
    refuse(
        options.unique && options.default.is_some(),
        "cannot be unique and have a default: every new entry would have the same value",
    );
    refuse(
        options.required && !field.is_stored(),
        "cannot be required: it is the read-only side of a relation",
    );
    refuse(
        options.indexed == Some(true) && !field.is_indexed(),
        "cannot be indexed: only numbers, dates, booleans, options and texts of at most 255 characters are",
    );
    refuse(
        options.min.zip(options.max).is_some_and(|(least, most)| least > most),
        "has a `min` above its `max`",
    );
    let most = field.max_length();
    refuse(most == Some(0), "has a `maxLength` of 0");
    refuse(
        options.min_length.zip(most).is_some_and(|(least, most)| least > most),
        "has a `minLength` above its `maxLength`",
    );
    if let Some(error) = options.pattern.as_ref().and_then(|pattern| compile_pattern(pattern).err()) {
        errors.add(place, format!("has a `regex` that does not compile: {error}"));
    } else if let Some(problem) = problem_of_default(field) {
        errors.add(place, format!("has a default that {problem}"));
    }
}

fn is_text(field: &Field) -> bool {
    matches!(
        field.kind,
        FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Markdown
            | FieldKind::Slug { .. }
            | FieldKind::Email
            | FieldKind::Url
    )
}

fn is_measured(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Integer | FieldKind::Decimal) || field.kind.is_list()
}

fn can_be_unique(field: &Field) -> bool {
    is_text(field)
        || matches!(
            field.kind,
            FieldKind::Integer | FieldKind::Decimal | FieldKind::Date | FieldKind::DateTime
        )
}
