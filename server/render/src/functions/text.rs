//! Filters on text: `excerpt`, `inline_code`, `reading_time` and `markdown`.

use tera::{Kwargs, State, StringInput, TeraResult, Value};

use crate::markdown::{Wording, plain_text, shorten};
use crate::reading_time::reading_minutes;
use crate::themes::current_call;
use crate::titles::title_html;

const DEFAULT_EXCERPT: usize = 200;
/// Rendering a byte takes so much more than keeping it.
const MARKDOWN_FACTOR: usize = 16;

/// `{{ card.excerpt | excerpt(length=120) }}`: plain text, cut between words.
pub(super) fn excerpt(text: StringInput<'_>, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    current_call()?.check_deadline()?;
    let length = arguments.get::<usize>("length")?.unwrap_or(DEFAULT_EXCERPT);
    Ok(if text.is_safe() {
        shorten(&plain_text(text.as_str()), length)
    } else {
        shorten(text.as_str(), length)
    })
}

/// `{{ card.title | inline_code }}`: a title with what stands between backticks as `<code>`, and everything else escaped.
pub(super) fn inline_code(text: StringInput<'_>, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let call = current_call()?;
    call.check_deadline()?;
    let html = title_html(text.as_str());
    call.keep(html.len())?;
    Ok(Value::safe_string(&html))
}

/// `{{ entry.html | reading_time }}`: whole minutes, at least one.
pub(super) fn reading_time(text: StringInput<'_>, _: Kwargs, _: &State<'_>) -> TeraResult<usize> {
    current_call()?.check_deadline()?;
    let plain = if text.is_safe() { plain_text(text.as_str()) } else { text.as_str().to_owned() };
    Ok(reading_minutes(&plain).max(1))
}

/// `{{ author.bio | markdown }}`: safe HTML from a Markdown source.
pub(super) fn markdown(text: StringInput<'_>, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let call = current_call()?;
    let source = text.as_str();
    call.keep(source.len().saturating_mul(MARKDOWN_FACTOR))?;
    let rendered = crate::markdown::render_in(Wording::of_language(&call.language), source)
        .map_err(tera::Error::message)?;
    call.keep(rendered.html.as_str().len())?;
    Ok(Value::safe_string(rendered.html.as_str()))
}
