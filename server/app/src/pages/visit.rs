//! From a path to an answer: what is there, in which order it is looked for.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::schema::StoredType;
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
        return missing(&Canvas::open(ctx, reading).await?, raw_path, None).await;
    };
    if let Some(document) = address.document() {
        return to_document(ctx, reading, &address, document).await;
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
            to_document(ctx, reading, &address, document).await
        }
        Some(RouteTarget::Entry { content_type, document }) => {
            let stored = reading.model.by_id(content_type).filter(|stored| stored.schema.public).cloned();
            let canvas = Canvas::open(ctx, reading).await?;
            let answer = match stored {
                Some(stored) => of_entry(&canvas, &stored, document, &address).await?,
                None => None,
            };
            canonical(&canvas, &address, answer).await
        }
        None => {
            let (locale, rest) = lists::split_locale(&reading, &address.base);
            reading.locale = locale;
            let canvas = Canvas::open(ctx, reading).await?;
            let answer = lists::list(&canvas, &rest, &address).await?;
            canonical(&canvas, &address, answer).await
        }
    }
}

async fn of_entry(
    canvas: &Canvas<'_>,
    stored: &Arc<StoredType>,
    document: DocumentId,
    address: &Address,
) -> Result<Option<PageAnswer>, AppError> {
    match parts::archive_of(&canvas.reading.model, &stored.schema) {
        Some(archive) => lists::archive(canvas, stored, &archive, document, address).await,
        None if address.page > 1 => Ok(None),
        None => entry::entry(canvas, stored, document, address).await,
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
    canvas: &Canvas<'_>,
    address: &Address,
    answer: Option<PageAnswer>,
) -> Result<PageAnswer, AppError> {
    match answer {
        None => missing(canvas, &address.path, Some(address)).await,
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
    reading: Reading,
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
        None => missing(&Canvas::open(ctx, reading).await?, &address.path, Some(address)).await,
    }
}

async fn missing(
    canvas: &Canvas<'_>,
    shown_path: &str,
    address: Option<&Address>,
) -> Result<PageAnswer, AppError> {
    let suggestions = match address {
        Some(address) => suggestions(&canvas.reading, address).await?,
        None => Vec::new(),
    };
    let shared = canvas.shared("Not found", None);
    let page = Page::NotFound(NotFoundPage { shared, path: shown_path.to_owned(), suggestions });
    Ok(PageAnswer::Missing { html: canvas.draw(page).await? })
}
