//! The texts of a feed: what is kept of them, and what is rendered for it.

use std::collections::HashMap;

use galley_domain::routes::FeedKind;
use galley_domain::schema::StoredType;
use galley_render::feeds::{Feed, FeedEntry};
use galley_render::markdown::{EXCERPT_LENGTH, rendering_key};
use galley_render::{RenderError, Rendered, Wording};

use super::cards;
use super::draw::Canvas;
use super::items::Item;
use super::parts::Parts;
use crate::error::AppError;
use crate::rendered;

/// Bytes of Markdown whose HTML a feed has, from the newest entry on; those that no longer fit have a summary only.
const MOST_SOURCE: usize = 1024 * 1024;

/// What the texts of a feed are rendered to, and what of them is still to be rendered.
pub(super) struct Texts {
    wording: Wording,
    kept: HashMap<[u8; 32], Rendered>,
    /// Sources that nobody has rendered yet; none for an entry that needs none.
    sources: Vec<Option<String>>,
    left: usize,
}

impl Texts {
    pub(super) async fn of(
        canvas: &Canvas<'_>,
        stored: &StoredType,
        items: &[Item],
        parts: &Parts,
    ) -> Result<Self, AppError> {
        let wording = canvas.reading.wording(stored);
        let bodies: Vec<&str> = items.iter().filter_map(|item| cards::body(item, parts)).collect();
        let kept = rendered::all_kept(canvas.reading.moment.as_ref(), wording, &bodies).await?;
        Ok(Self { wording, kept, sources: Vec::new(), left: MOST_SOURCE })
    }

    /// Gives the next entry of the feed its text and its beginning, as far as they are kept.
    pub(super) fn put_in(&mut self, entry: &mut FeedEntry, source: &str) {
        let kept = self.kept.get(&rendering_key(self.wording, source));
        if entry.summary.is_empty() && !source.is_empty() {
            let excerpt = kept.map(|rendered| rendered.excerpt.clone());
            entry.summary = excerpt.unwrap_or_else(|| galley_render::excerpt(source, EXCERPT_LENGTH));
        }
        let Some(rest) = self.left.checked_sub(source.len()) else { return self.sources.push(None) };
        self.left = rest;
        match kept {
            Some(rendered) => {
                entry.html = rendered.html.clone();
                self.sources.push(None);
            }
            None => self.sources.push(Some(source.to_owned())),
        }
    }

    /// Renders what is not kept and writes the document; burns processor time.
    pub(super) fn written(self, mut feed: Feed, kind: FeedKind) -> Result<Vec<u8>, RenderError> {
        for (entry, source) in feed.entries.iter_mut().zip(self.sources) {
            if let Some(source) = source {
                entry.html = galley_render::render_in(self.wording, &source)?.html;
            }
        }
        feed.write(kind)
    }
}
