//! What is wrong with a model that was sent, by the places of the request.

use galley_app::AppError;
use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use galley_domain::schema::ModelError;
use galley_domain::schema::file::Source;
use serde_json::Value;

use crate::errors::ApiError;

/// The error of applying `files`: every mistake in them has the path of its place in the request.
pub(super) fn of(error: AppError, files: &[Source]) -> ApiError {
    let AppError::InvalidModel(mistakes) = error else { return error.into() };
    let mut errors = FieldErrors::default();
    for mistake in mistakes {
        let (path, message) = placed(mistake, files);
        errors.add(path, FieldErrorCode::InvalidSchema, message);
    }
    ApiError::Invalid(errors)
}

fn placed(mistake: ModelError, files: &[Source]) -> (FieldPath, String) {
    let all = FieldPath::of("files");
    match mistake {
        ModelError::InFile { file, at, problem } => {
            let index = files.iter().position(|source| source.path == file);
            let path = index.map_or(all.clone(), |index| {
                let schema = all.index(index).field("schema");
                at.split('.').filter(|key| !key.is_empty()).fold(schema, |path, key| path.field(key))
            });
            (path, problem)
        }
        ModelError::InModel { place, problem } => match in_type(&place, files) {
            Some(path) => (path, problem),
            // A component, or a type that the request leaves as it is.
            None => (all, format!("{place}: {problem}")),
        },
    }
}

/// `post`, `post.title` or `post route` in the file of the type `post`.
fn in_type(place: &str, files: &[Source]) -> Option<FieldPath> {
    let (name, rest) = place.split_once(['.', ' ']).unwrap_or((place, ""));
    let is_of_type = |source: &Source| {
        let schema: Option<Value> = serde_json::from_str(&source.text).ok();
        schema.is_some_and(|schema| schema.pointer("/info/singularName").is_some_and(|found| found == name))
    };
    let schema = FieldPath::of("files").index(files.iter().position(is_of_type)?).field("schema");
    Some(match rest {
        "" => schema,
        "route" if place.contains(' ') => schema.field("galley").field("route"),
        attribute => schema.field("attributes").field(attribute),
    })
}
