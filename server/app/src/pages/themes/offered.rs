//! Which themes there are.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use galley_domain::roles::Permission;
use galley_render::themes::shipped_themes;
use galley_render::{ThemeError, ThemeManifest};

use crate::context::Ctx;
use crate::error::AppError;

const MOST: usize = 100;

/// A theme that the settings may name, as far as its manifest says; whether it is sound is found out when it is chosen.
#[derive(Debug)]
pub struct OfferedTheme {
    pub name: String,
    pub manifest: Result<ThemeManifest, ThemeError>,
}

/// The themes of the data folder and those of the program, for whoever may choose.
pub async fn themes(ctx: &Ctx) -> Result<Vec<OfferedTheme>, AppError> {
    ctx.require(Permission::ManageSettings)?;
    let folder = ctx.app.config.themes_dir.clone();
    tokio::task::spawn_blocking(move || offered(&folder)).await.map_err(AppError::internal)
}

fn offered(folder: &Path) -> Vec<OfferedTheme> {
    let mut names: BTreeSet<String> = shipped_themes().into_iter().collect();
    // A folder that is not there has no themes.
    let own = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let own = own.filter(|item| item.path().is_dir()).filter_map(|item| item.file_name().into_string().ok());
    names.extend(own.filter(|name| !name.starts_with('.')).take(MOST));
    let manifest = |name: String| OfferedTheme { manifest: ThemeManifest::load(&name, folder), name };
    names.into_iter().take(MOST).map(manifest).collect()
}
