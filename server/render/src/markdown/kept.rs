//! Rendered Markdown in the form in which it is kept, and back.
//!
//! HTML that comes back from where it was kept counts as safe because it went through the sanitiser before it was
//! written: only [`Rendered::kept`] makes a [`KeptRendered`], and callers store nothing else under its key.

use sha2::{Digest, Sha256};

use super::{References, Rendered, SafeHtml, TocItem, Wording, references};

/// Which renderer this is. It is raised with every change of what a source becomes, so that what an older one made is
/// not shown any more; a test compares it with what the corpus becomes.
pub const RENDERER: i32 = 2;

/// What a source was rendered to, as texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRendered {
    pub html: String,
    /// JSON text.
    pub toc: String,
    pub excerpt: String,
}

/// What rendered a source, beside the source itself: this renderer and its words.
pub fn made_by(wording: Wording) -> String {
    format!("{RENDERER}/{}", wording.code())
}

/// What a rendering is known by where it is kept: whoever has the source knows it, and nothing else has it.
pub fn rendering_key(wording: Wording, source: &str) -> [u8; 32] {
    let made_by = made_by(wording);
    Sha256::new().chain_update(made_by).chain_update([0_u8]).chain_update(source).finalize().into()
}

impl Rendered {
    /// What to keep; none when it has no text form, which none of its parts lacks.
    pub fn kept(&self) -> Option<KeptRendered> {
        Some(KeptRendered {
            html: self.html.as_str().to_owned(),
            toc: serde_json::to_string(&self.toc).ok()?,
            excerpt: self.excerpt.clone(),
        })
    }

    /// What was kept; none when it is nothing that [`Rendered::kept`] gave.
    pub fn restored(kept: KeptRendered) -> Option<Self> {
        let toc: Vec<TocItem> = serde_json::from_str(&kept.toc).ok()?;
        let references: References = references::find(&kept.html);
        Some(Self { html: SafeHtml::sanitised(kept.html), toc, excerpt: kept.excerpt, references })
    }
}
