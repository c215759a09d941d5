//! Width and height of a picture from its header, without decoding it.

/// Pixels as stored; orientation is not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureSize {
    pub width: u64,
    pub height: u64,
}

/// Why a header gave no size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MeasureError {
    /// The size is further back than the bytes given.
    NeedsMore,
    Unreadable,
}

/// Reads the size from the first bytes of a PNG, JPEG, GIF, WebP, AVIF, BMP, ICO or TIFF.
pub(crate) fn measure(head: &[u8]) -> Result<PictureSize, MeasureError> {
    match imagesize::blob_size(head) {
        Ok(size) if size.width > 0 && size.height > 0 => {
            Ok(PictureSize { width: pixels(size.width), height: pixels(size.height) })
        }
        Err(imagesize::ImageError::IoError(_)) => Err(MeasureError::NeedsMore),
        Ok(_) | Err(_) => Err(MeasureError::Unreadable),
    }
}

fn pixels(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
