//! `POST /api/upload`: new files; with `id`, other words about one.

use axum::response::{IntoResponse, Response};
use galley_app::assets::{self, AssetPatch, StagedFile};
use galley_app::idempotency::Outcome;
use galley_app::{AppError, Ctx};
use galley_domain::errors::{FieldError, FieldErrors, FieldPath};
use galley_domain::ids::AssetId;
use galley_domain::patch::Patch;
use galley_domain::roles::Permission;
use http::StatusCode;
use serde::Deserialize;

use super::file;
use crate::answers::json_text;
use crate::content::write::{self, ContentWrite};
use crate::errors::ApiError;
use crate::extract::{Query, UploadForm, UploadPart, objects_in_text};

const MOST_FILES: usize = 20;

/// Other parameters are ignored, as everywhere in this API.
#[derive(Debug, Deserialize)]
pub(in crate::content) struct UploadQuery {
    id: Option<String>,
}

/// Words about a file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct FileInfo {
    #[serde(default)]
    name: Patch<String>,
    #[serde(default)]
    alternative_text: Patch<String>,
    #[serde(default)]
    caption: Patch<String>,
}

pub(in crate::content) async fn upload_files(
    write: ContentWrite,
    Query(query): Query<UploadQuery>,
    form: UploadForm,
) -> Result<Response, ApiError> {
    write.ctx().require(Permission::UploadAssets)?;
    if let Some(answered) = write.answered() {
        return Ok(write::replay(answered));
    }
    match query.id {
        Some(id) => {
            let ctx = write.answering(StatusCode::OK);
            let id: AssetId = id.parse().map_err(|_not_an_id| ApiError::NotFound)?;
            describe(&ctx, id, form).await
        }
        None => upload(&write.answering(StatusCode::CREATED), form).await,
    }
}

async fn upload(ctx: &Ctx, mut form: UploadForm) -> Result<Response, ApiError> {
    let mut files: Vec<StagedFile> = Vec::new();
    let mut words: Vec<AssetPatch> = Vec::new();
    while let Some(part) = form.next_part().await? {
        match part.name() {
            "files" | "files[]" if files.len() == MOST_FILES => {
                return Err(ApiError::malformed(format!("an upload has at most {MOST_FILES} files")));
            }
            "files" | "files[]" => files.push(stage(ctx, part).await?),
            "fileInfo" => words.extend(read_words(&part.text().await?)?),
            _ => return Err(ApiError::malformed("the form has a part that is not known here")),
        }
    }
    if files.is_empty() {
        return Err(ApiError::malformed("Files are empty"));
    }
    if words.len() > files.len() {
        return Err(ApiError::malformed("there is more in `fileInfo` than there are files"));
    }
    words.resize_with(files.len(), AssetPatch::default);
    let made = assets::record(ctx, files.into_iter().zip(words).collect()).await.map_err(in_file_info)?;
    let place = write::place_of(Outcome::Assets(&made));
    Ok((StatusCode::CREATED, place, json_text(file::many(&made))).into_response())
}

async fn stage(ctx: &Ctx, part: UploadPart<'_>) -> Result<StagedFile, ApiError> {
    let name = part.file_name()?.ok_or_else(|| ApiError::malformed("a file has no name"))?;
    let declared_type = part.declared_type().map(str::to_owned);
    Ok(assets::stage(ctx, &name, declared_type.as_deref(), part.bytes()).await?)
}

async fn describe(ctx: &Ctx, id: AssetId, mut form: UploadForm) -> Result<Response, ApiError> {
    let mut words = None;
    while let Some(part) = form.next_part().await? {
        if part.name() != "fileInfo" || words.is_some() {
            return Err(ApiError::malformed(
                "with `id` the form has one part, `fileInfo`: bytes never change",
            ));
        }
        let mut read = read_words(&part.text().await?)?;
        if read.len() != 1 {
            return Err(ApiError::malformed("`fileInfo` must be one object"));
        }
        words = read.pop();
    }
    let words = words.ok_or_else(|| ApiError::malformed("the form has no part `fileInfo`"))?;
    let asset = assets::update(ctx, id, None, words).await.map_err(in_file_info)?;
    Ok(json_text(file::one(&asset)))
}

/// What is wrong with words about a file, at its place in the form and by its name there.
fn in_file_info(error: AppError) -> ApiError {
    let AppError::Invalid(refused) = error else { return error.into() };
    let mut errors = FieldErrors::default();
    for FieldError { path, code, message } in refused.iter().cloned() {
        let name = path.to_text();
        let name = if name == "alternative_text" { "alternativeText" } else { &name };
        errors.add(FieldPath::of("fileInfo").field(name), code, message);
    }
    errors.into()
}

/// An object, or a list of them in the order of the files.
fn read_words(text: &str) -> Result<Vec<AssetPatch>, ApiError> {
    let list: Vec<FileInfo> = objects_in_text("fileInfo", text)?;
    Ok(list.into_iter().map(AssetPatch::from).collect())
}

impl From<FileInfo> for AssetPatch {
    fn from(FileInfo { name, alternative_text, caption }: FileInfo) -> Self {
        // Strapi's clients send `null` for a name that they do not want to change.
        let name = match name {
            Patch::Value(name) => Some(name),
            Patch::Absent | Patch::Null => None,
        };
        Self { name, alternative_text, caption }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_object_or_a_list_of_known_members() {
        let read = |text: &str| read_words(text).map(|list| list.len()).ok();
        assert_eq!(read("{}"), Some(1));
        assert_eq!(read(r#"{"name":null,"alternativeText":"a","caption":null}"#), Some(1));
        assert_eq!(read(r#"[{"caption":"a"},{}]"#), Some(2));
        for wrong in ["", "1", "null", r#"{"folder":1}"#, r#"{"name":1}"#, "[1]"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
