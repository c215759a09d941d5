//! What the documents and assets named by an input are, looked up by the caller before [`super::normalise`].

use std::collections::HashMap;

use crate::ids::{AssetId, DocumentId};
use crate::schema::TypeName;

/// What Strapi's `allowedTypes` tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssetKind {
    Image,
    Video,
    Audio,
    /// Everything else.
    File,
}

impl AssetKind {
    pub fn of_mime(mime: &str) -> Self {
        match mime.split('/').next() {
            Some("image") => Self::Image,
            Some("video") => Self::Video,
            Some("audio") => Self::Audio,
            _ => Self::File,
        }
    }

    /// The name in `allowedTypes`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Image => "images",
            Self::Video => "videos",
            Self::Audio => "audios",
            Self::File => "files",
        }
    }

    pub const ALL: [Self; 4] = [Self::Image, Self::Video, Self::Audio, Self::File];
}

/// Those that exist among what [`super::referenced`] asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Targets {
    pub documents: HashMap<DocumentId, TypeName>,
    pub asset_numbers: HashMap<AssetId, DocumentId>,
    pub assets: HashMap<DocumentId, AssetKind>,
}
