//! The calls that metering puts into templates: they count what a template does and keeps.

use tera::{Kwargs, State, TeraResult, Value};

use crate::themes::{Call, current_call};

/// What a value weighs beside its text.
const NODE: usize = 32;
/// No value is looked at further than this; what is larger is over every budget.
const MAX_WEIGHT: usize = 1 << 30;

/// One pass through a loop, a component, a block or an included template. Writes nothing.
pub(super) fn step(arguments: Kwargs, _: &State<'_>) -> TeraResult<&'static str> {
    let call = current_call()?;
    call.pass(arguments.must_get::<usize>("cost")?, arguments.must_get::<usize>("prints")?)?;
    if let Some(given) = arguments.get::<&Value>("given")? {
        call.keep(weight(&call, given)?)?;
    }
    Ok("")
}

/// The value itself, paid for.
pub(super) fn hold(arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let call = current_call()?;
    let value = arguments.must_get::<&Value>("value")?;
    call.keep(weight(&call, value)?)?;
    Ok(value.clone())
}

/// A capture begins or ends. Writes nothing.
pub(super) fn capture(arguments: Kwargs, _: &State<'_>) -> TeraResult<&'static str> {
    let call = current_call()?;
    call.count_captures(arguments.must_get::<i64>("by")?);
    call.pass(1, arguments.must_get::<usize>("prints")?)?;
    Ok("")
}

/// The bytes that a value would be when it is written. Values share their parts, so a small one may write very much;
/// the look at it ends when it is over every budget, and its depth is bounded by what made it.
fn weight(call: &Call, value: &Value) -> TeraResult<usize> {
    let mut sum = 0_usize;
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        sum = sum.saturating_add(NODE);
        if let Some(text) = value.as_str() {
            sum = sum.saturating_add(text.len());
        } else if let Some(items) = value.as_array() {
            open.extend(items);
        } else if let Some(map) = value.as_map() {
            open.extend(map.values());
        }
        if sum.saturating_add(open.len().saturating_mul(NODE)) > MAX_WEIGHT {
            return Ok(MAX_WEIGHT);
        }
        if open.len() % 1024 == 1023 {
            call.check_deadline()?;
        }
    }
    Ok(sum)
}
