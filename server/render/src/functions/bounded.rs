//! Replacements for the engine's functions that make much out of little.
//!
//! The engine counts no instructions and no memory. Its `range` gives 100,000 numbers, and its `replace`, applied
//! three times, makes a hundred million characters out of ten; here the size of a result is known before it is made,
//! and every call looks at the deadline.

use std::borrow::Cow;

use tera::{Kwargs, State, StringInput, TeraResult, Value};

use crate::themes::current_call;

/// Bytes of text that a filter may return.
const MAX_TEXT: usize = 1024 * 1024;
/// Numbers that `range` may return.
const MAX_RANGE: usize = 1_000;

/// `range(end=10, start=0, step_by=1)`.
pub(super) fn range(arguments: Kwargs, _: &State<'_>) -> TeraResult<Vec<i64>> {
    current_call()?.check_deadline()?;
    let start = arguments.get::<i64>("start")?.unwrap_or(0);
    let end = arguments.must_get::<i64>("end")?;
    let step = arguments.get::<i64>("step_by")?.unwrap_or(1);
    if step == 0 {
        return Err(tera::Error::message("`step_by` must not be 0"));
    }
    let numbers: Vec<i64> = std::iter::successors(Some(start), |number| number.checked_add(step))
        .take_while(|number| if step > 0 { *number < end } else { *number > end })
        .take(MAX_RANGE + 1)
        .collect();
    if numbers.len() > MAX_RANGE {
        return Err(tera::Error::message(format!("a range has at most {MAX_RANGE} numbers")));
    }
    Ok(numbers)
}

/// `text | replace(from="a", to="b")`.
pub(super) fn replace(text: StringInput<'_>, arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    current_call()?.check_deadline()?;
    let from = arguments.must_get::<&str>("from")?;
    let to = arguments.must_get::<StringInput<'_>>("to")?;
    let safe = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let source = shown(&text, safe, state)?;
    let replacement = shown(&to, safe, state)?;
    let count = source.matches(from).count();
    let removed = count.saturating_mul(from.len());
    check_length((source.len() - removed).saturating_add(count.saturating_mul(replacement.len())))?;
    text_value(&source.replace(from, &replacement), safe)
}

/// `list | join(sep=", ")`.
pub(super) fn join(items: &[Value], arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    current_call()?.check_deadline()?;
    let separator = arguments.get::<StringInput<'_>>("sep")?;
    let any_safe = items.iter().any(Value::is_safe) || separator.as_ref().is_some_and(StringInput::is_safe);
    let safe = state.autoescaping_enabled() && any_safe;
    let separator = separator.as_ref().map_or(Ok(Cow::Borrowed("")), |text| shown(text, safe, state))?;
    let mut joined = String::new();
    for (index, item) in items.iter().enumerate() {
        let item = if safe { state.escape_if_needed(item)? } else { item.to_string() };
        check_length(joined.len() + item.len() + separator.len())?;
        if index > 0 {
            joined.push_str(&separator);
        }
        joined.push_str(&item);
    }
    text_value(&joined, safe)
}

/// `text | indent(width=4)`: spaces before every line but the first.
pub(super) fn indent(text: StringInput<'_>, arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    current_call()?.check_deadline()?;
    let width = arguments.get::<usize>("width")?.unwrap_or(4).min(80);
    let source = text.as_str();
    check_length(source.matches('\n').count().saturating_mul(width).saturating_add(source.len()))?;
    let indented = source.replace('\n', &format!("\n{}", " ".repeat(width)));
    text_value(&indented, text.is_safe())
}

/// The text as it would stand in the page if one part of the result is safe HTML, else as it is.
fn shown<'a>(text: &'a StringInput<'a>, safe: bool, state: &State<'_>) -> TeraResult<Cow<'a, str>> {
    if safe { text.rendered(state) } else { Ok(Cow::Borrowed(text.as_str())) }
}

fn text_value(text: &str, safe: bool) -> TeraResult<Value> {
    current_call()?.keep(text.len())?;
    Ok(if safe { Value::safe_string(text) } else { Value::from(text) })
}

fn check_length(length: usize) -> TeraResult<()> {
    if length <= MAX_TEXT {
        return Ok(());
    }
    Err(tera::Error::message(format!("the text would be longer than {MAX_TEXT} bytes")))
}
