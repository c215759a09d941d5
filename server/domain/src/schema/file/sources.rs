//! The files of a whole model, told apart by their paths.

use serde_json::Value;

use super::read::{read_component, read_content_type};
use crate::schema::{Component, ComponentName, ContentType, Model, ModelError};

/// One file: its path in the folder of the model, with `/`, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub path: String,
    pub text: String,
}

/// The types and components that a set of files describes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ModelFiles {
    pub types: Vec<ContentType>,
    pub components: Vec<Component>,
}

/// Reads files of `stored`'s model, or of a new one; every mistake of every file is told.
///
/// `components/shared/seo.json` and `shared.seo.json` are components, every other file is a content type.
pub fn read_sources(stored: &Model, sources: &[Source]) -> Result<ModelFiles, Vec<ModelError>> {
    let mut files = ModelFiles::default();
    let mut errors = Vec::new();
    for source in sources {
        if let Err(found) = read_source(stored, source, &mut files) {
            errors.extend(found);
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

/// Where `model pull` writes a content type.
pub fn path_of_type(schema: &ContentType) -> String {
    let name = &schema.singular;
    format!("api/{name}/content-types/{name}/schema.json")
}

/// Where `model pull` writes a component.
pub fn path_of_component(component: &Component) -> String {
    format!("components/{}.json", component.name.as_str().replacen('.', "/", 1))
}

fn read_source(stored: &Model, source: &Source, files: &mut ModelFiles) -> Result<(), Vec<ModelError>> {
    let wrong =
        |problem: String| vec![ModelError::InFile { file: source.path.clone(), at: String::new(), problem }];
    let json: Value = serde_json::from_str(&source.text).map_err(|error| wrong(not_json(&error)))?;
    if let Some(name) = component_name(&source.path) {
        let known = stored.component(&name).map(AsRef::as_ref);
        let component = read_component(&source.path, &name, &json, known)?;
        if files.components.iter().any(|other| other.name == name) {
            return Err(wrong(format!("the component `{name}` is in two files")));
        }
        files.components.push(component);
        return Ok(());
    }
    let named = json.pointer("/info/singularName").and_then(Value::as_str);
    let known = named.and_then(|name| stored.by_name(name)).map(|stored| &stored.schema);
    let schema = read_content_type(&source.path, &json, known)?;
    if files.types.iter().any(|other| other.singular == schema.singular) {
        return Err(wrong(format!("the content type `{}` is in two files", schema.singular)));
    }
    files.types.push(schema);
    Ok(())
}

fn not_json(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    if error.is_eof() {
        "is not JSON: it ends too early; hint: a bracket or quote is not closed".to_owned()
    } else {
        format!("is not JSON: see line {line}, column {column}")
    }
}

fn component_name(path: &str) -> Option<ComponentName> {
    let stem = path.strip_suffix(".json").unwrap_or(path);
    let mut segments = stem.rsplit('/');
    let name = segments.next()?;
    if name.contains('.') {
        return name.parse().ok();
    }
    let category = segments.next()?;
    (segments.next() == Some("components")).then(|| format!("{category}.{name}").parse().ok()).flatten()
}
