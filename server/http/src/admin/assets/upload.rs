//! `POST /admin/api/assets`

use axum::response::IntoResponse;
use galley_app::assets::{self, AssetPatch, NewAsset};
use galley_app::idempotency::Outcome;
use galley_domain::ids::EntryVersion;
use galley_domain::patch::Patch;
use http::StatusCode;
use utoipa::ToSchema;

use super::wire::AssetOut;
use crate::admin::location;
use crate::admin::write::AdminWrite;
use crate::answers::{Json, VersionTag};
use crate::errors::ApiError;
use crate::extract::UploadForm;

/// One file, with words about it before it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes the parts of the form, which are read one after another")]
pub(crate) struct AssetIn {
    /// Another name than that of the file.
    name: Option<String>,
    alternative_text: Option<String>,
    caption: Option<String>,
    /// The last part; nothing after it is read.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Upload a file
#[utoipa::path(
    post,
    path = "/admin/api/assets",
    tag = "assets",
    request_body(content = AssetIn, content_type = "multipart/form-data"),
    responses((status = 201, description = "The asset", body = AssetOut))
)]
pub(crate) async fn upload_asset(
    write: AdminWrite,
    mut form: UploadForm,
) -> Result<impl IntoResponse, ApiError> {
    let ctx = write.answering(StatusCode::CREATED);
    let mut words = AssetPatch::default();
    while let Some(part) = form.next_part().await? {
        match part.name() {
            "name" => words.name = Some(part.text().await?),
            "alternative_text" => words.alternative_text = Patch::Value(part.text().await?),
            "caption" => words.caption = Patch::Value(part.text().await?),
            "file" => {
                let file_name =
                    part.file_name()?.ok_or_else(|| ApiError::malformed("the file has no name"))?;
                let declared_type = part.declared_type().map(str::to_owned);
                let new = NewAsset { file_name, declared_type, words };
                let asset = assets::upload(&ctx, new, part.bytes()).await?;
                let parts = (VersionTag(EntryVersion(asset.version)), location::of(Outcome::Asset(&asset)));
                return Ok((StatusCode::CREATED, parts, Json(AssetOut::of(&ctx.actor, asset))));
            }
            _ => return Err(ApiError::malformed("the form has a part that is not known here")),
        }
    }
    Err(ApiError::malformed("the form has no part `file`"))
}
