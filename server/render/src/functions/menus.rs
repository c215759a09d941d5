//! The function `menu`.

use tera::value::Key;
use tera::{Kwargs, State, TeraResult, Value};

/// `menu(place="main")`: the lines of the menu at a place of the theme; none where there is no menu.
pub(super) fn menu(arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let place = Key::from(arguments.must_get::<&str>("place")?.to_owned());
    let menus = state.get::<Value>("menus")?;
    let lines = menus.as_ref().and_then(|menus| menus.as_map()?.get(&place).cloned());
    Ok(lines.unwrap_or_else(|| Vec::<Value>::new().into()))
}
