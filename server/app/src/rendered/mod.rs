//! Bodies of published entries, rendered when they are published instead of whenever they are read.
//!
//! What is kept is known by a hash of its source, of the renderer and of the words that rendering adds, so whoever has
//! a source finds what it becomes or renders it: a reader never has to trust that somebody wrote the right row. Entries
//! that lack theirs are filled in (`fill`), what no entry shows any more is removed (`sweep`).

mod fill;
mod publishing;
mod reading;
mod sweep;

pub use fill::fill;
pub(crate) use publishing::{RenderedBodies, bodies};
pub(crate) use reading::{all_kept, excerpts, kept};
pub(crate) use sweep::sweep;

use galley_domain::locales::Locale;
use galley_domain::schema::Model;
use galley_render::Wording;
use galley_render::markdown::{KeptRendered, rendering_key};
use galley_store::rendered::Rendering;

/// The words that rendering adds to the text of an entry. What has no locale is in the site's default language.
pub(crate) fn wording(model: &Model, locale: &Locale) -> Wording {
    let default = model.default_locale();
    Wording::of_language(if locale.is_none() { default.as_str() } else { locale.as_str() })
}

/// Burns processor time. None for a source that cannot be rendered: its page says what is wrong.
fn rendering(wording: Wording, source: &str) -> Option<Rendering> {
    let KeptRendered { html, toc, excerpt } = galley_render::render_in(wording, source).ok()?.kept()?;
    Some(Rendering { hash: rendering_key(wording, source), html, toc, excerpt })
}
