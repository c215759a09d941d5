//! The Markdown of an entry beside its page: the text as its author wrote it, under its title, with full addresses.

use std::sync::Arc;

use galley_domain::ids::DocumentId;
use galley_domain::query::{RequestedFields, RequestedQuery};
use galley_domain::schema::StoredType;
use galley_render::References;
use galley_render::markdown::{Known, rewrite_destinations};

use super::answer::PageAnswer;
use super::cards;
use super::draw::Canvas;
use crate::error::AppError;
use crate::routes::Place;

const MARKDOWN: &str = "text/markdown; charset=utf-8";

/// None when nothing public is there, or when it has no text.
pub(super) async fn twin(
    canvas: &Canvas<'_>,
    stored: &Arc<StoredType>,
    document: DocumentId,
    place: &Place,
) -> Result<Option<PageAnswer>, AppError> {
    let parts = canvas.reading.parts(stored);
    let fields = [&parts.title, &parts.body].into_iter().flatten().cloned().collect();
    let request = RequestedQuery { fields: RequestedFields::Named(fields), ..RequestedQuery::default() };
    let Some(item) = canvas.reading.document(stored, document, request).await? else { return Ok(None) };
    let Some(body) = cards::body(&item, &parts) else { return Ok(None) };
    let title = cards::title(&item, &parts);
    let source = body.to_owned();
    let references = canvas.blocking(move || Ok(galley_render::references(&source))).await?;
    let known = canvas.reading.known(&references).await?;
    let page = canvas.absolute(&crate::routes::address::encode(&place.path()));
    let text = with_full_addresses(canvas, body, &references, &known);
    let text = format!("# {}\n\n<{page}>\n\n{}\n", title.replace(['\n', '\r'], " "), text.trim_end());
    Ok(Some(PageAnswer::File { content_type: MARKDOWN, body: text.into_bytes(), shows: vec![document] }))
}

/// Lasting addresses become what they lead to, and what begins at the root of the site has its address before it.
fn with_full_addresses(canvas: &Canvas<'_>, body: &str, references: &References, known: &Known) -> String {
    rewrite_destinations(body, |destination, _| {
        if !destination.starts_with('/') || destination.starts_with("//") {
            return None;
        }
        let lasting = references.documents.iter().find_map(|document| {
            let rest = destination.strip_prefix(&format!("/go/{document}"))?;
            let path = known.paths.get(document)?;
            (rest.is_empty() || rest.starts_with(['#', '?'])).then(|| format!("{path}{rest}"))
        });
        Some(canvas.absolute(lasting.as_deref().unwrap_or(destination)))
    })
}
