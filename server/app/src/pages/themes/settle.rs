//! What a render means for its theme.

use std::sync::Arc;

use galley_render::{RenderError, Theme, ThemeError};

use super::Worn;
use crate::context::App;

/// So many pages in a row that were late because of the theme.
const MOST_STRIKES: u32 = 3;

/// Notes how a render went, and gives the page with what somebody who works on the theme must see.
pub(in crate::pages) fn settle(
    app: &App,
    theme: &Arc<Theme>,
    drawn: Result<String, RenderError>,
) -> Result<String, RenderError> {
    match &drawn {
        Ok(_) => with_worn(app, theme, |worn| worn.strikes = 0).unwrap_or_default(),
        Err(RenderError::ThemeTooSlow) => strike(app, theme),
        Err(_) => {}
    }
    if !app.config.development {
        return drawn;
    }
    let refused = |worn: &mut Worn| worn.refused.as_ref().map(|(_, mistake)| mistake.to_string());
    match (drawn, with_worn(app, theme, refused).flatten()) {
        (Ok(html), Some(mistake)) => Ok(with_notice(&html, &mistake)),
        (Err(RenderError::Theme(mistake)), _) => {
            let empty =
                "<!doctype html><html lang=\"en\"><head><title>Theme</title></head><body></body></html>";
            Ok(with_notice(empty, &mistake.to_string()))
        }
        (drawn, _) => drawn,
    }
}

/// Does something where this theme is still worn.
fn with_worn<T>(app: &App, theme: &Arc<Theme>, act: impl FnOnce(&mut Worn) -> T) -> Option<T> {
    let mut known = app.themes.known();
    known.values_mut().find(|worn| Arc::ptr_eq(&worn.theme, theme)).map(act)
}

/// Goes back to the last theme that worked when this one has been too slow too often.
fn strike(app: &App, theme: &Arc<Theme>) {
    if with_worn(app, theme, give_up).unwrap_or_default() {
        let name = &theme.manifest().name;
        tracing::error!(
            theme.name = name,
            "Gave up the theme `{name}`: {MOST_STRIKES} pages in a row were late because of it"
        );
        app.forget_themed();
    }
}

fn give_up(worn: &mut Worn) -> bool {
    worn.strikes += 1;
    if worn.strikes < MOST_STRIKES {
        return false;
    }
    let shipped =
        || Theme::load(&galley_domain::settings::SiteValues::default().theme, None).ok().map(Arc::new);
    let Some(last_good) = worn.before.take().or_else(shipped) else { return false };
    let mistake = ThemeError {
        file: "templates".to_owned(),
        line: None,
        message: format!("{MOST_STRIKES} pages in a row were late because of the theme"),
        hint: None,
    };
    worn.refused = Some((worn.stamp, mistake));
    worn.theme = last_good;
    worn.strikes = 0;
    true
}

/// A page with a mistake of the theme above all that it shows.
fn with_notice(html: &str, mistake: &str) -> String {
    let escaped = mistake.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let notice =
        format!("<pre role=\"alert\">The theme has a mistake and was not taken up.\n{escaped}</pre>");
    let body = html.find("<body").and_then(|at| Some(at + html.get(at..)?.find('>')? + 1)).unwrap_or(0);
    let (before, after) = html.split_at_checked(body).unwrap_or(("", html));
    [before, &notice, after].concat()
}
