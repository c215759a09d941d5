//! Rows of content as JSON: the only place where an entry becomes an answer of the content API.
//!
//! An answer is written into one buffer by joining texts. The stored form of an entry is JSON already, so it is copied
//! or cut, and never built up as a tree; only a document of an older version of its type is. What an actor may not see
//! is not in the selection, which says by name what is written.

mod entry;
mod instance;
mod media;
mod members;
mod scalars;

#[cfg(test)]
mod tests;

pub(crate) use media::asset;

use galley_app::content::Found;
use galley_domain::query::Page;
use galley_domain::schema::Model;

use entry::Presented;
use scalars::integer;

/// A stored document is not JSON.
#[derive(Debug, thiserror::Error)]
#[error("a stored document cannot be read")]
pub(crate) struct PresentError(#[from] serde_json::Error);

/// `{"data":[…],"meta":{"pagination":{…}}}`
pub(crate) fn list(found: &Found) -> Result<Vec<u8>, PresentError> {
    let mut out = Vec::with_capacity(4_096 + found.answer.rows_read() * 512);
    out.extend_from_slice(b"{\"data\":[");
    let presented = Presented { model: &found.model, answer: &found.answer };
    for (place, index) in found.answer.top.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        presented.entry(&mut out, *index, &found.query.target, &found.query.selection)?;
    }
    out.extend_from_slice(b"],\"meta\":{\"pagination\":");
    pagination(&mut out, found.query.page, found.answer.total);
    out.extend_from_slice(b"}}");
    Ok(out)
}

/// `{"data":{…},"meta":{}}`
pub(crate) fn one(found: &Found) -> Result<Vec<u8>, PresentError> {
    let mut out = Vec::with_capacity(4_096 + found.answer.rows_read() * 512);
    out.extend_from_slice(b"{\"data\":");
    match found.answer.top.first() {
        Some(index) => {
            let presented = Presented { model: &found.model, answer: &found.answer };
            presented.entry(&mut out, *index, &found.query.target, &found.query.selection)?;
        }
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(b",\"meta\":{}}");
    Ok(out)
}

fn pagination(out: &mut Vec<u8>, page: Page, total: Option<u64>) {
    let member = |out: &mut Vec<u8>, name: &str, value: u64| {
        out.extend_from_slice(name.as_bytes());
        integer(out, i64::try_from(value).unwrap_or(i64::MAX));
    };
    if page.by_offset {
        member(out, "{\"start\":", page.offset);
        member(out, ",\"limit\":", page.limit);
    } else {
        let size = page.limit.max(1);
        member(out, "{\"page\":", page.offset / size + 1);
        member(out, ",\"pageSize\":", page.limit);
        if let Some(total) = total {
            member(out, ",\"pageCount\":", total.div_ceil(size));
        }
    }
    if let Some(total) = total {
        member(out, ",\"total\":", total);
    }
    out.push(b'}');
}

/// What is needed beside a row to present it.
pub(super) type ModelRef<'a> = &'a Model;
