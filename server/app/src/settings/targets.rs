//! Whether what settings newly name is there.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::ids::{ContentTypeId, DocumentId};
use galley_domain::schema::TypeName;
use galley_domain::settings::SiteValues;
use galley_domain::theme_settings::{Kind, SettingValue, ThemeSettings};
use galley_store::{UnitOfWork, assets, documents};

use crate::context::Ctx;
use crate::error::AppError;

/// Pictures and entries that are newly named exist, and pictures stay until the unit of work ends. An entry that goes
/// meanwhile is shown as nothing.
pub(super) async fn require(
    ctx: &Ctx,
    work: &UnitOfWork,
    before: &SiteValues,
    after: &SiteValues,
    offered: &ThemeSettings,
) -> Result<(), AppError> {
    let mut errors = FieldErrors::default();
    for ((name, picture), (_, known)) in after.pictures().into_iter().zip(before.pictures()) {
        if let Some(picture) = picture.filter(|_| picture != known) {
            require_picture(work, FieldPath::of(name), picture, &mut errors).await?;
        }
    }
    let known = before.theme_settings.get(&after.theme);
    for (name, value) in after.of_theme() {
        if known.and_then(|known| known.get(name)) == Some(value) {
            continue;
        }
        let place = FieldPath::of("theme_settings").field(name);
        match (value, offered.get(name).map(|setting| &setting.kind)) {
            (SettingValue::Image(picture), _) => require_picture(work, place, *picture, &mut errors).await?,
            (SettingValue::Reference(document), Some(Kind::Reference { content_type })) => {
                let wanted = ctx.model().content_type(content_type).map(|stored| stored.id);
                require_entry(work, place, *document, (wanted, content_type), &mut errors).await?;
            }
            _ => {}
        }
    }
    Ok(errors.or(())?)
}

async fn require_picture(
    work: &UnitOfWork,
    place: FieldPath,
    picture: DocumentId,
    errors: &mut FieldErrors,
) -> Result<(), AppError> {
    let found = match assets::find_by_document(work, picture).await? {
        Some(asset) => assets::lock(work, asset.id).await?,
        None => None,
    };
    match found {
        None => errors.add(place, FieldErrorCode::UnknownTarget, "there is no such asset"),
        Some(asset) if !asset.mime.starts_with("image/") => {
            errors.add(place, FieldErrorCode::WrongTarget, "must be an image");
        }
        Some(_) => {}
    }
    Ok(())
}

/// `wanted` is the type that the theme asks for, with its id when there is such a type.
async fn require_entry(
    work: &UnitOfWork,
    place: FieldPath,
    document: DocumentId,
    (wanted, content_type): (Option<ContentTypeId>, &TypeName),
    errors: &mut FieldErrors,
) -> Result<(), AppError> {
    let found = documents::by_id(work, document).await?.filter(|found| found.trashed_at.is_none());
    match found {
        None => errors.add(place, FieldErrorCode::UnknownTarget, "there is no such entry"),
        Some(found) if Some(found.content_type) != wanted => {
            errors.add(place, FieldErrorCode::WrongTarget, format!("must be of the type `{content_type}`"));
        }
        Some(_) => {}
    }
    Ok(())
}
