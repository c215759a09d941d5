//! The files of the theme, as the site serves them.

use crate::context::App;

/// A file of the theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetFile {
    pub bytes: Vec<u8>,
    pub content_type: &'static str,
    /// Whether the address had the fingerprint of these bytes, so that it never changes.
    pub is_current: bool,
}

/// The asset at `/assets/{theme}/{fingerprint}/{path}`, of a theme that the site wears or wore since the start.
pub fn theme_asset(app: &App, theme: &str, fingerprint: &str, path: &str) -> Option<AssetFile> {
    let loaded = app.themes.loaded(theme)?;
    loaded.asset(path).map(|asset| AssetFile {
        bytes: asset.bytes.to_vec(),
        content_type: asset.content_type,
        is_current: asset.fingerprint == fingerprint,
    })
}
