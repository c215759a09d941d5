//! From a path to an answer.

use std::sync::Arc;

use galley_domain::routes::markdown_path;
use galley_render::Untitled;
use galley_render::pages::{NotFoundPage, Page};

use super::answer::{Drawn, PageAnswer};
use super::draw::Canvas;
use super::reading::Reading;
use super::suggestions::{latest, suggestions};
use super::{entry, feeds, lists, twins};
use crate::context::Ctx;
use crate::error::AppError;
use crate::routes::{Resolved, resolve_noting};

/// Answers the path of a request, as it stands in the URL. Whoever asks, the answer is that of an anonymous visitor.
pub async fn page(ctx: &Ctx, raw_path: &str) -> Result<PageAnswer, AppError> {
    page_of(ctx, Arc::new(ctx.app.store.reading().await?), raw_path).await
}

/// As [`page`], of a moment that was begun before.
pub async fn page_of(
    ctx: &Ctx,
    moment: Arc<galley_store::Reading>,
    raw_path: &str,
) -> Result<PageAnswer, AppError> {
    let model = ctx.model();
    let recording = ctx.recording.clone();
    let resolved = resolve_noting(moment.as_ref(), &model, raw_path, &recording).await?;
    let open =
        |locale| Canvas::open(ctx, Reading { model, moment, locale, recording, reads: ctx.reads.clone() });
    let (canvas, path, answer) = match resolved {
        Resolved::Redirect { to, status } => return Ok(PageAnswer::Moved { path: to, status }),
        Resolved::Gone { locale, path } => {
            let page = missing(&open(locale).await?, &path).await?;
            return Ok(PageAnswer::Gone { page });
        }
        Resolved::Entry { place, stored, document } => {
            let canvas = open(place.locale.clone()).await?;
            let answer = entry::entry(&canvas, &stored, document, &place).await?;
            (canvas, place.path(), answer)
        }
        Resolved::Term { place, stored, archive, document } => {
            let canvas = open(place.locale.clone()).await?;
            let answer = lists::archive(&canvas, &stored, &archive, document, &place).await?;
            (canvas, place.path(), answer)
        }
        Resolved::List { place, of } => {
            let canvas = open(place.locale.clone()).await?;
            let answer = lists::list(&canvas, of, &place).await?;
            (canvas, place.path(), answer)
        }
        Resolved::Feed { place, kind, of } => {
            let canvas = open(place.locale.clone()).await?;
            let answer = feeds::feed(&canvas, of, &place, kind).await?;
            (canvas, place.feed(kind), answer)
        }
        Resolved::Markdown { place, stored, document } => {
            let canvas = open(place.locale.clone()).await?;
            let answer = twins::twin(&canvas, &stored, document, &place).await?;
            (canvas, markdown_path(&place.base), answer)
        }
        Resolved::Missing { locale, path } => (open(locale).await?, path, None),
    };
    match answer {
        Some(answer) => Ok(answer),
        None => Ok(PageAnswer::Missing { page: missing(&canvas, &path).await? }),
    }
}

async fn missing(canvas: &Canvas<'_>, path: &str) -> Result<Drawn, AppError> {
    let suggestions = suggestions(&canvas.reading, path).await?;
    let latest = if suggestions.is_empty() { latest(&canvas.reading).await? } else { Vec::new() };
    let shared = canvas.shared(&canvas.title_of(Untitled::NotFound), None);
    let page = Page::NotFound(NotFoundPage { shared, path: path.to_owned(), suggestions, latest });
    canvas.draw(page).await
}
