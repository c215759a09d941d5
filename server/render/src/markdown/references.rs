//! Finds the assets and documents that content names by their lasting addresses.
//!
//! `/media/{id}/{name}` is an asset and `/go/{id}` a document, in links and images, written in Markdown or as HTML.
//! It does not know whether they exist.

use std::collections::HashSet;

use galley_domain::ids::DocumentId;

use super::tags::{Piece, attributes, pieces};

/// What a piece of content names, in order of appearance, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct References {
    pub assets: Vec<DocumentId>,
    pub documents: Vec<DocumentId>,
}

pub(super) fn find(html: &str) -> References {
    let mut found = References::default();
    let mut seen = HashSet::new();
    for piece in pieces(html) {
        let Piece::Start { attributes: raw, .. } = piece else { continue };
        for (name, value) in attributes(raw) {
            if !(name.eq_ignore_ascii_case("href") || name.eq_ignore_ascii_case("src")) {
                continue;
            }
            if let Some(id) = asset(value)
                && seen.insert(("media", id))
            {
                found.assets.push(id);
            } else if let Some(id) = document(value)
                && seen.insert(("go", id))
            {
                found.documents.push(id);
            }
        }
    }
    found
}

pub(super) fn asset(url: &str) -> Option<DocumentId> {
    let (id, name) = url.trim().strip_prefix("/media/")?.split_once('/')?;
    if name.is_empty() { None } else { id.parse().ok() }
}

pub(super) fn document(url: &str) -> Option<DocumentId> {
    let path = url.trim().strip_prefix("/go/")?;
    path.split(['#', '?']).next()?.parse().ok()
}
