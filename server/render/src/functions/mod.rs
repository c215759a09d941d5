//! The functions and filters of templates.
//!
//! It owns their names, arguments and bounds. Functions that need the site ask it through the render under way.
//! Filters of the engine that can turn a little text into a lot are replaced by ones with a limit.

#![expect(
    clippy::needless_pass_by_value,
    reason = "the engine hands arguments to functions and filters by value"
)]

mod bounded;
mod dates;
mod entries;
mod menus;
mod metered;
mod numbers;
mod pictures;
mod text;
mod words;

use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::themes::{Assets, current_call, metering};

/// Makes everything known to an engine; must come before its templates.
pub(crate) fn register(engine: &mut Tera, assets: &Arc<Assets>) {
    engine.register_function("entries", entries::entries);
    engine.register_function("entry", entries::entry);
    engine.register_function("url", entries::url);
    engine.register_function("menu", menus::menu);
    let assets = Arc::clone(assets);
    engine.register_function("asset", move |arguments: Kwargs, _: &State<'_>| asset(&assets, &arguments));
    engine.register_function("image", pictures::image);
    engine.register_function("picture", pictures::picture);
    engine.register_function("head", head);
    engine.register_function(metering::STEP, metered::step);
    engine.register_function(metering::HOLD, metered::hold);
    engine.register_function(metering::CAPTURE, metered::capture);
    engine.register_function("t", words::t);
    engine.register_filter("date", dates::date);
    engine.register_filter("markdown", text::markdown);
    engine.register_filter("number", numbers::number);
    engine.register_filter("excerpt", text::excerpt);
    engine.register_filter("inline_code", text::inline_code);
    engine.register_filter("reading_time", text::reading_time);
    engine.register_filter("safe", refuse_safe);
    engine.register_function("range", bounded::range);
    engine.register_filter("replace", bounded::replace);
    engine.register_filter("join", bounded::join);
    engine.register_filter("indent", bounded::indent);
}

/// `asset(path="style.css")`: the address of one of the theme's assets.
fn asset(assets: &Assets, arguments: &Kwargs) -> TeraResult<String> {
    let path = arguments.must_get::<&str>("path")?;
    assets.url(path).ok_or_else(|| tera::Error::message(format!("the theme has no asset `{path}`")))
}

/// `head()`: what machines read of the page. Safe, because nothing in it comes from a template.
fn head(_: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    Ok(Value::safe_string(&current_call()?.head))
}

/// Loading a theme already refuses templates that name `safe`; this is for a spelling that the look at the text missed.
fn refuse_safe(_: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    Err(tera::Error::message("the filter `safe` is not allowed"))
}
