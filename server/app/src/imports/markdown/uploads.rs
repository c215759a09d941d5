//! Files that imported texts lead to go to the media library, each once, as long as it stays the same.

use std::collections::{BTreeSet, HashMap};

use galley_domain::ids::DocumentId;
use galley_store::{assets as rows, imports};

use super::files::{Beside, Files};
use super::run::blocking;
use crate::assets::{self, Asset};
use crate::context::Ctx;
use crate::entries::batch::ImportKey;
use crate::error::AppError;
use crate::imports::{FileReport, Outcome, Problem};

/// Files that are looked up at once.
const AT_ONCE: usize = 200;

/// Where the files are now, and what became of each.
#[derive(Debug, Default)]
pub(super) struct Uploaded {
    /// Addresses by the path of the file in the folder.
    pub(super) urls: HashMap<String, String>,
    pub(super) answers: Vec<FileReport>,
}

/// What the import remembers a file by; no Markdown file has a path like this.
fn key(path: &str) -> String {
    format!("asset:{path}")
}

/// Uploads those that are not in the library as they are now.
pub(super) async fn upload(
    ctx: &Ctx,
    source: &str,
    files: &Files,
    hashes: &HashMap<String, [u8; 32]>,
    wanted: &BTreeSet<String>,
) -> Result<Uploaded, AppError> {
    let mut uploaded = Uploaded::default();
    let known = known(ctx, source, wanted).await?;
    for path in wanted {
        let (Some(beside), Some(hash)) = (files.0.get(path), hashes.get(path)) else { continue };
        let before = known.get(path);
        if let Some((_, asset)) = before.filter(|(before, _)| before == hash) {
            uploaded.urls.insert(path.clone(), asset.path());
            uploaded.answers.push(answer(path, asset, Outcome::Unchanged));
            continue;
        }
        let key = ImportKey { source: source.to_owned(), key: key(path), content_hash: *hash };
        match one(ctx, path, beside, &key).await? {
            Ok(asset) => {
                let outcome = if before.is_some() { Outcome::Updated } else { Outcome::Imported };
                uploaded.urls.insert(path.clone(), asset.path());
                uploaded.answers.push(answer(path, &asset, outcome));
            }
            Err(problem) => {
                uploaded.answers.push(FileReport::failed(path, vec![Problem::of_file(problem)]));
            }
        }
    }
    Ok(uploaded)
}

fn answer(path: &str, asset: &Asset, outcome: Outcome) -> FileReport {
    let (document, path_here) = (Some(asset.document), Some(asset.path()));
    FileReport { document, path: path_here, ..FileReport::new(path, outcome) }
}

/// What is wrong with the file is its own answer; what is wrong with the database or the disk ends the import.
async fn one(
    ctx: &Ctx,
    path: &str,
    beside: &Beside,
    key: &ImportKey,
) -> Result<Result<Asset, String>, AppError> {
    let beside = beside.clone();
    let bytes = match blocking(move || beside.read()).await? {
        Ok(bytes) => bytes,
        Err(error) => return Ok(Err(format!("cannot be read: {}", error.kind()))),
    };
    match assets::import(ctx, path, bytes, key).await {
        Ok(asset) => Ok(Ok(asset)),
        Err(refused @ (AppError::TypeNotAllowed(_) | AppError::TooLarge { .. } | AppError::Input(_))) => {
            Ok(Err(refused.to_string()))
        }
        Err(error) => Err(error),
    }
}

/// The files that an earlier import uploaded and that are still in the library, with the hashes that they had.
async fn known(
    ctx: &Ctx,
    source: &str,
    wanted: &BTreeSet<String>,
) -> Result<HashMap<String, ([u8; 32], Asset)>, AppError> {
    let snapshot = ctx.app.store.snapshot().await?;
    let paths: Vec<&String> = wanted.iter().collect();
    let mut known = HashMap::new();
    for some in paths.chunks(AT_ONCE) {
        let keys: Vec<String> = some.iter().map(|path| key(path)).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let imported = imports::by_keys(&snapshot, source, &keys).await?;
        let documents: Vec<DocumentId> = imported.iter().map(|row| row.document).collect();
        let found = rows::by_documents(&snapshot, &documents).await?;
        let assets: HashMap<DocumentId, Asset> =
            found.into_iter().map(|row| (row.document, Asset::from(row))).collect();
        for row in imported {
            let path = row.external_key.strip_prefix("asset:").map(str::to_owned);
            if let (Some(path), Some(asset)) = (path, assets.get(&row.document)) {
                known.insert(path, (row.content_hash, asset.clone()));
            }
        }
    }
    Ok(known)
}
