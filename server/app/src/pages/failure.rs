//! The themed page for a request that failed.

use std::sync::Arc;

use galley_render::Untitled;
use galley_render::pages::{ErrorNotice, ErrorPage, Page};

use super::answer::Drawn;
use super::draw::Canvas;
use super::reading::Reading;
use crate::cache::Recording;
use crate::context::Ctx;
use crate::error::AppError;

/// Says that something went wrong, and nothing of what. Fails when not even that can be drawn.
pub async fn error_page(ctx: &Ctx, status: u16, request_id: Option<String>) -> Result<Drawn, AppError> {
    let moment = Arc::new(ctx.app.store.reading().await?);
    let model = ctx.model();
    let locale = model.default_locale();
    let reading =
        Reading { model, moment, locale, recording: Recording::default(), reads: ctx.reads.clone() };
    let canvas = Canvas::open(ctx, reading).await?;
    let page = Page::Error(ErrorPage {
        shared: canvas.shared(&canvas.title_of(Untitled::Failed), None),
        error: ErrorNotice { status, request_id },
    });
    canvas.draw(page).await
}
