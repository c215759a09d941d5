//! What a rendered body names, looked up for the page that shows it.

use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_render::References;
use galley_render::markdown::{Known, KnownFile};
use galley_store::assets::{self, AssetRow};
use galley_store::routes::{self, RouteTarget};

use super::items::media_url;
use super::reading::Reading;
use crate::error::AppError;
use crate::routes::address;

impl Reading {
    /// The pages and files that a body names: one statement for either, and none when it names nothing.
    ///
    /// An entry that has no page for the public stays `/go/{id}`, which says as much as for one that does not exist.
    pub(super) async fn known(&self, references: &References) -> Result<Known, AppError> {
        self.recording.addresses(references.documents.iter().chain(&references.assets));
        let mut known = Known::default();
        if !references.documents.is_empty() {
            for route in routes::by_documents(self.moment.as_ref(), &references.documents).await? {
                if let RouteTarget::Entry { content_type, document } = route.target
                    && self.model.by_id(content_type).is_some_and(|stored| stored.schema.public)
                    && self.is_here(&route.locale)
                {
                    known.paths.insert(document, address::encode(&route.path));
                }
            }
        }
        if !references.assets.is_empty() {
            let found = assets::by_documents(self.moment.as_ref(), &references.assets).await?;
            known.files.extend(found.into_iter().map(file));
        }
        Ok(known)
    }

    /// Whether a page in this locale is one for the readers of this page.
    fn is_here(&self, locale: &Locale) -> bool {
        let default = self.model.default_locale();
        locale.is_none() || *locale == if self.locale.is_none() { default } else { self.locale.clone() }
    }
}

fn file(asset: AssetRow) -> (DocumentId, KnownFile) {
    let pixels = |length: Option<i32>| length.and_then(|length| u32::try_from(length).ok());
    let file = KnownFile {
        url: media_url(asset.document, &asset.name),
        alt: asset.alternative_text.unwrap_or_default(),
        width: pixels(asset.width),
        height: pixels(asset.height),
    };
    (asset.document, file)
}
