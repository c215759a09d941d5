//! What one upload may be: sizes by kind, and whether markup is taken at all.

use super::{FileKind, FileType, PictureSize};
use crate::MediaError;

/// Whether SVG, HTML and XML files are accepted. They are never shown inline either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkupRule {
    Refuse,
    StoreAsAttachment,
}

/// Limits of an upload; the defaults are what Galley ships with.
#[derive(Debug, Clone)]
pub struct UploadRules {
    pub picture_bytes: u64,
    pub file_bytes: u64,
    pub picture_side: u64,
    pub picture_pixels: u64,
    pub markup: MarkupRule,
}

impl Default for UploadRules {
    fn default() -> Self {
        Self {
            picture_bytes: 25 * 1024 * 1024,
            file_bytes: 250 * 1024 * 1024,
            picture_side: 12_000,
            picture_pixels: 40_000_000,
            markup: MarkupRule::Refuse,
        }
    }
}

impl UploadRules {
    /// The most bytes that a file of this type may have.
    pub(crate) fn byte_limit(&self, file_type: &FileType) -> u64 {
        match file_type.kind {
            FileKind::Picture => self.picture_bytes,
            FileKind::Video | FileKind::Audio | FileKind::Document => self.file_bytes,
        }
    }

    pub(crate) fn check_picture(&self, size: PictureSize) -> Result<(), MediaError> {
        let PictureSize { width, height } = size;
        let within = width <= self.picture_side
            && height <= self.picture_side
            && width.saturating_mul(height) <= self.picture_pixels;
        if within { Ok(()) } else { Err(MediaError::TooManyPixels { width, height }) }
    }
}
