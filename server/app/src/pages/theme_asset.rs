//! The files of the theme, as the site serves them.

use super::themes::active_theme;
use crate::context::App;
use crate::error::AppError;

/// A file of the theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetFile {
    pub bytes: Vec<u8>,
    pub content_type: &'static str,
    /// Whether the address had the fingerprint of these bytes, so that it never changes.
    pub is_current: bool,
}

/// The asset at `/assets/{theme}/{fingerprint}/{path}`.
pub fn theme_asset(
    app: &App,
    theme: &str,
    fingerprint: &str,
    path: &str,
) -> Result<Option<AssetFile>, AppError> {
    let active = active_theme(app)?;
    if active.manifest().name != theme {
        return Ok(None);
    }
    Ok(active.asset(path).map(|asset| AssetFile {
        bytes: asset.bytes.to_vec(),
        content_type: asset.content_type,
        is_current: asset.fingerprint == fingerprint,
    }))
}
