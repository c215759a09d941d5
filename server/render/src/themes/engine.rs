//! Sets up the template engine for one theme: what exists, what escapes, what is refused.

use std::sync::Arc;

use tera::Tera;

use super::files::ThemeFiles;
use super::metering::{self, Weights};
use super::{Assets, ThemeError, safe_filter};
use crate::functions;
use crate::pages::REQUIRED_TEMPLATES;

const FOLDER: &str = "templates/";

/// Parses all templates of a theme. Whatever they name must exist, or the theme is refused.
pub(super) fn parse(files: &ThemeFiles, assets: &Arc<Assets>) -> Result<Tera, ThemeError> {
    let mut engine = Tera::new();
    // Every name ends with the empty suffix: values are escaped in every file, also in those that the engine would
    // not take for HTML.
    engine.autoescape_on([""]);
    functions::register(&mut engine, assets);
    let sources = sources(files)?;
    let names: Vec<&str> = sources.iter().map(|(name, _)| *name).collect();
    let weights: Weights =
        sources.iter().map(|(name, source)| ((*name).to_owned(), metering::weight(source))).collect();
    let mut templates = Vec::with_capacity(sources.len());
    for (name, source) in &sources {
        templates.push((*name, metering::metered(name, source, &weights)?));
    }
    engine.add_raw_templates(templates).map_err(|error| ThemeError::from_engine(&error, "", &names))?;
    for choices in REQUIRED_TEMPLATES {
        if !choices.iter().any(|name| engine.contains_template(&file_name(name))) {
            let name = choices.first().copied().unwrap_or_default();
            let missing =
                ThemeError::in_file(format!("{FOLDER}{}", file_name(name)), "every theme needs this file");
            return Err(match choices {
                [_, other, ..] => missing.with_hint(format!("`{}` also does", file_name(other))),
                _ => missing,
            });
        }
    }
    Ok(engine)
}

/// The file of a template.
pub(super) fn file_name(template: &str) -> String {
    format!("{template}.html")
}

fn sources(files: &ThemeFiles) -> Result<Vec<(&str, &str)>, ThemeError> {
    let mut templates = Vec::new();
    for (path, content) in files {
        let Some(name) = path.strip_prefix(FOLDER) else { continue };
        let source = std::str::from_utf8(content)
            .map_err(|error| ThemeError::in_file(path, format!("is not UTF-8: {error}")))?;
        safe_filter::refuse(name, source)?;
        templates.push((name, source));
    }
    Ok(templates)
}
