//! Writes every sample page of a theme to a folder, to be looked at in a browser.
//!
//! `cargo run -p galley-render --example samples -- gazette target/samples`, then serve the folder:
//! addresses of assets start at its root.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use galley_domain::ids::DocumentId;
use galley_render::pages::{EntryCard, Page, Sample};
use galley_render::{DataError, ListRequest, PageData, RenderLimits, Theme};

/// A site without entries; the samples bring their own.
struct Empty;

impl PageData for Empty {
    fn list(&self, _request: &ListRequest) -> Result<Vec<EntryCard>, DataError> {
        Ok(Vec::new())
    }

    fn entry(&self, _content_type: &str, _slug: &str) -> Result<Option<EntryCard>, DataError> {
        Ok(None)
    }

    fn url(&self, _document: DocumentId) -> Result<Option<String>, DataError> {
        Ok(None)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().ok_or("name a theme and a folder")?;
    let folder = PathBuf::from(arguments.next().ok_or("name a folder")?);
    let theme = Theme::load(&name, None)?;
    for (number, page) in Page::samples().iter().enumerate() {
        let limits = RenderLimits::until(Instant::now() + Duration::from_secs(10));
        let html = theme.render(page, Arc::new(Empty), limits)?;
        write(&folder.join(format!("{number:02}-{}.html", theme.template_of(page))), html.as_bytes())?;
        for path in asset_paths(&html, &name) {
            let (_, inside) = path.split_once('/').ok_or("an asset without fingerprint")?;
            let asset = theme.asset(inside).ok_or("an unknown asset")?;
            write(&folder.join("assets").join(&name).join(path), asset.bytes)?;
        }
    }
    Ok(())
}

/// What stands behind `/assets/{theme}/` in a page.
fn asset_paths<'a>(html: &'a str, theme: &str) -> Vec<&'a str> {
    html.split(&format!("\"/assets/{theme}/")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(fs::write(file, bytes)?)
}
