//! `llms.txt` (llmstxt.org): what the site is, and its newest texts as Markdown, for programs that read rather than browse.

use std::fmt::Write as _;
use std::sync::Arc;

use galley_domain::routes::{archive_of, markdown_path};
use galley_domain::schema::StoredType;
use galley_domain::settings::SettingParts;

use super::answer::PageAnswer;
use super::cards;
use super::draw::Canvas;
use super::links::{document_of, documents_in};
use super::lists::capitalised;
use super::reading::Reading;
use crate::context::Ctx;
use crate::error::AppError;
use crate::settings;

/// The newest entries of each type that are named.
const MOST: u64 = 50;
const TEXT: &str = "text/plain; charset=utf-8";

/// None on a site that does not want to be found by machines.
pub(super) async fn llms(ctx: &Ctx) -> Result<Option<PageAnswer>, AppError> {
    let moment = Arc::new(ctx.app.store.reading().await?);
    let model = ctx.model();
    ctx.recording.settings(SettingParts::DISCOURAGE_SEARCH_ENGINES);
    ctx.recording.outline();
    if settings::read(moment.as_ref()).await?.values.discourage_search_engines {
        return Ok(None);
    }
    let locale = model.default_locale();
    let recording = ctx.recording.clone();
    let reading = Reading { model, moment, locale, recording, reads: ctx.reads.clone() };
    let canvas = Canvas::open(ctx, reading).await?;
    let mut text = format!("# {}\n", in_one_line(canvas.title()));
    if !canvas.description().is_empty() {
        let _ = write!(text, "\n> {}\n", in_one_line(canvas.description()));
    }
    let mut shows = Vec::new();
    let types: Vec<Arc<StoredType>> = canvas.reading.model.types().map(Arc::clone).collect();
    for stored in types {
        // What only lists other entries has no text of its own to be read.
        let parts = canvas.reading.parts(&stored);
        let is_text = parts.body.is_some() && archive_of(&canvas.reading.model, &stored.schema).is_none();
        if !stored.schema.public || !is_text {
            continue;
        }
        let items = canvas.reading.list(&stored, cards::brief_request(&parts, MOST)).await?.items;
        let paths = canvas.reading.paths(&documents_in(&items)).await?;
        let mut lines = String::new();
        for item in &items {
            let Some(path) = paths.of(item) else { continue };
            let title = in_one_line(&cards::title(item, &parts)).replace(['[', ']'], "");
            let _ = write!(lines, "- [{title}]({})", canvas.absolute(&markdown_path(&path)));
            match cards::standfirst(item, &parts) {
                Some(words) => {
                    let _ = writeln!(lines, ": {}", in_one_line(&words));
                }
                None => lines.push('\n'),
            }
            shows.extend(document_of(item));
        }
        if !lines.is_empty() {
            let _ = write!(text, "\n## {}\n\n{lines}", capitalised(stored.schema.plural.as_str()));
        }
    }
    Ok(Some(PageAnswer::File { content_type: TEXT, body: text.into_bytes(), shows }))
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
