//! From a path to an answer: what is there, in which order it is looked for.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_render::pages::{NotFoundPage, Page};
use galley_store::routes::{self, Route, RouteTarget};

use super::address::{self, Address};
use super::answer::PageAnswer;
use super::draw::Canvas;
use super::reading::Reading;
use super::suggestions::suggestions;
use super::{entry, lists, parts};
use crate::context::Ctx;
use crate::error::AppError;

/// Answers the path of a request, as it stands in the URL. Whoever asks, the answer is that of an anonymous visitor.
pub async fn page(ctx: &Ctx, raw_path: &str) -> Result<PageAnswer, AppError> {
    let snapshot = Arc::new(ctx.app.store.snapshot().await?);
    let model = ctx.model();
    let default = model.default_locale();
    let mut reading = Reading { model, snapshot, locale: default };
    let Some(address) = Address::read(raw_path) else {
        return missing(ctx, &reading, raw_path, None).await;
    };
    if let Some(document) = address.document() {
        return to_document(ctx, &reading, &address, document).await;
    }
    let route = match routes::by_path(reading.snapshot.as_ref(), &address.path).await? {
        None if address.base != address.path => {
            routes::by_path(reading.snapshot.as_ref(), &address.base).await?.filter(is_entry)
        }
        found => found,
    };
    if let Some(route) = &route {
        reading.locale = locale_of(&reading, &route.locale);
    }
    match route.map(|route| route.target) {
        Some(RouteTarget::RedirectToPath { path }) => Ok(PageAnswer::Moved { path: address::encode(&path) }),
        Some(RouteTarget::RedirectToEntry { document, .. }) => {
            to_document(ctx, &reading, &address, document).await
        }
        Some(RouteTarget::Entry { content_type, document }) => {
            let stored = reading.model.by_id(content_type).filter(|stored| stored.schema.public).cloned();
            let Some(stored) = stored else {
                return missing(ctx, &reading, &address.path, Some(&address)).await;
            };
            let answer = match parts::archive_of(&reading.model, &stored.schema) {
                Some(archive) => lists::archive(ctx, &reading, &stored, &archive, document, &address).await?,
                None if address.page > 1 => None,
                None => entry::entry(ctx, &reading, &stored, document, &address).await?,
            };
            canonical(ctx, &reading, &address, answer).await
        }
        None => {
            let answer = lists::list(ctx, &mut reading, &address).await?;
            canonical(ctx, &reading, &address, answer).await
        }
    }
}

fn is_entry(route: &Route) -> bool {
    matches!(route.target, RouteTarget::Entry { .. })
}

/// Entries without a locale are shown in the site's default one.
fn locale_of(reading: &Reading, locale: &Locale) -> Locale {
    if locale.is_none() { reading.model.default_locale() } else { locale.clone() }
}

/// A page under another spelling of its path moves to the one that it has.
async fn canonical(
    ctx: &Ctx,
    reading: &Reading,
    address: &Address,
    answer: Option<PageAnswer>,
) -> Result<PageAnswer, AppError> {
    match answer {
        None => missing(ctx, reading, &address.path, Some(address)).await,
        Some(PageAnswer::Html { .. }) if !address.is_canonical => {
            let path = address::encode(&address::page_path(&address.base, address.page));
            Ok(PageAnswer::Moved { path })
        }
        Some(answer) => Ok(answer),
    }
}

/// The lasting address of a document leads to where it is now; one that is not public is not there.
async fn to_document(
    ctx: &Ctx,
    reading: &Reading,
    address: &Address,
    document: DocumentId,
) -> Result<PageAnswer, AppError> {
    let routes = routes::by_documents(reading.snapshot.as_ref(), &[document]).await?;
    let is_public = |route: &&Route| match route.target {
        RouteTarget::Entry { content_type, .. } => {
            reading.model.by_id(content_type).is_some_and(|stored| stored.schema.public)
        }
        RouteTarget::RedirectToEntry { .. } | RouteTarget::RedirectToPath { .. } => false,
    };
    let here = |route: &&Route| route.locale.is_none() || route.locale == reading.locale;
    let public: Vec<&Route> = routes.iter().filter(is_public).collect();
    match public.iter().copied().find(here).or_else(|| public.first().copied()) {
        Some(route) => Ok(PageAnswer::Moved { path: address::encode(&route.path) }),
        None => missing(ctx, reading, &address.path, Some(address)).await,
    }
}

async fn missing(
    ctx: &Ctx,
    reading: &Reading,
    shown_path: &str,
    address: Option<&Address>,
) -> Result<PageAnswer, AppError> {
    let suggestions = match address {
        Some(address) => suggestions(reading, address).await?,
        None => Vec::new(),
    };
    let canvas = Canvas::open(ctx, reading).await?;
    let shared = canvas.shared("Not found", None);
    let page = Page::NotFound(NotFoundPage { shared, path: shown_path.to_owned(), suggestions });
    Ok(PageAnswer::Missing { html: canvas.draw(page).await? })
}
