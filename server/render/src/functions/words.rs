//! The function `t`: the theme's texts in the language of the page.

use tera::{Kwargs, State, TeraResult};

use crate::themes::current_call;

/// `t(key="stories", count=3)`: the text of that key, in the form for `count`, with `{places}` filled by the other
/// arguments. The result is text and is escaped like any other.
pub(super) fn t(arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let call = current_call()?;
    call.check_deadline()?;
    let key = arguments.must_get::<&str>("key")?;
    let count = arguments.get::<u64>("count")?;
    let mut rest = call.words.text(&call.language, key, count).map_err(tera::Error::message)?;
    let mut text = String::with_capacity(rest.len());
    // One pass, so that a value with braces in it is not filled again.
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = arguments.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, value)| value);
        let value = value.ok_or_else(|| tera::Error::message(format!("the text `{key}` needs `{name}`")))?;
        text.push_str(&value.to_string());
        rest = after;
    }
    text.push_str(rest);
    call.keep(text.len())?;
    Ok(text)
}
