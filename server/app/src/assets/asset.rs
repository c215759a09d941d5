//! An asset as actions and presenters see it.

use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::{AssetId, DocumentId, UserId};
use galley_media::{ContentHash, Serving, serving_of};
use galley_store::assets::AssetRow;
use serde_json::json;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// What the content API calls it.
    pub id: AssetId,
    /// What every URL calls it; cannot be guessed.
    pub document: DocumentId,
    pub hash: ContentHash,
    /// Found in the bytes, never what the sender said.
    pub mime: String,
    /// Without a dot.
    pub extension: String,
    pub size_bytes: u64,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub name: String,
    pub alternative_text: Option<String>,
    pub caption: Option<String>,
    /// Raised by one with every change; the lock token.
    pub version: i64,
    pub created_at: i64,
    pub updated_at: i64,
    pub created_by: Option<UserId>,
}

impl Asset {
    /// Relative to the site: `/media/{document}/{name}`.
    pub fn path(&self) -> String {
        let name = percent_encoding::utf8_percent_encode(&self.name, PATH_SEGMENT);
        format!("/media/{}/{name}", self.document)
    }

    /// Whether a browser may show the bytes in place.
    pub fn is_inline(&self) -> bool {
        serving_of(&self.mime) == Serving::Inline
    }

    pub(super) fn event(&self, kind: EventKind) -> Event {
        let detail = json!({ "asset": self.id.0, "hash": self.hash.to_string() });
        Event { kind, subject: Subject::Other { document: Some(self.document), detail } }
    }
}

/// What must be escaped in one segment of a path.
const PATH_SEGMENT: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl From<AssetRow> for Asset {
    fn from(row: AssetRow) -> Self {
        let AssetRow {
            id,
            document,
            hash,
            mime,
            extension,
            size,
            width,
            height,
            version,
            created_at,
            updated_at,
            created_by,
            name,
            alternative_text,
            caption,
        } = row;
        Self {
            id,
            document,
            hash: ContentHash::from_bytes(hash),
            mime,
            extension,
            size_bytes: u64::try_from(size).unwrap_or(0),
            width: width.and_then(|width| u32::try_from(width).ok()),
            height: height.and_then(|height| u32::try_from(height).ok()),
            name,
            alternative_text,
            caption,
            version,
            created_at,
            updated_at,
            created_by,
        }
    }
}
