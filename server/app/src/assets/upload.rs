//! Upload a file.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use futures::Stream;
use galley_domain::events::EventKind;
use galley_domain::ids::DocumentId;
use galley_domain::roles::{Actor, ActorRef, Permission, Role};
use galley_media::{MarkupRule, MediaError, StoredFile, Upload, UploadRules};
use galley_store::assets::NewAssetRow;
use galley_store::{Priority, UnitOfWork, assets};

use super::asset::Asset;
use super::change::{AssetPatch, checked};
use crate::context::Ctx;
use crate::error::AppError;
use crate::event_log;
use crate::idempotency::{self, Outcome};
use crate::ids;

/// Longest file name, in characters; the rest is cut before the extension.
const LONGEST_NAME: usize = 200;

/// What the sender says about a file.
#[derive(Debug, Clone, Default)]
pub struct NewAsset {
    pub file_name: String,
    /// The sender's media type; the bytes decide.
    pub declared_type: Option<String>,
    /// Another name, and words about it.
    pub words: AssetPatch,
}

/// Bytes that are stored and have no record yet; without one the sweeper takes them away.
#[derive(Debug)]
pub struct StagedFile {
    document: DocumentId,
    name: String,
    stored: StoredFile,
}

/// Stores the bytes first and the record after them, so that a record always has its bytes.
pub async fn upload<S>(ctx: &Ctx, new: NewAsset, bytes: S) -> Result<Asset, AppError>
where
    S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
{
    let NewAsset { file_name, declared_type, words } = new;
    let words = checked(words)?;
    let staged = stage(ctx, &file_name, declared_type.as_deref(), bytes).await?;
    let row = planned(ctx, staged, words)?;
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let asset = insert(ctx, &work, row).await?;
    idempotency::remember(&work, ctx, Outcome::Asset(&asset)).await?;
    work.commit().await?;
    Ok(asset)
}

/// Stores the bytes of a form whose words come after its files.
pub async fn stage<S>(
    ctx: &Ctx,
    file_name: &str,
    declared_type: Option<&str>,
    bytes: S,
) -> Result<StagedFile, AppError>
where
    S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
{
    ctx.require(Permission::UploadAssets)?;
    let document = ids::new_document_id(ctx.now());
    let rules = rules(&ctx.actor);
    let upload = Upload { document, file_name, declared_type, rules: &rules };
    let stored = ctx.app.media.put(upload, bytes).await.map_err(refusal)?;
    Ok(StagedFile { document, name: clean_name(file_name, stored.file_type.extension()), stored })
}

/// Makes the records of staged files, all or none.
pub async fn record(ctx: &Ctx, files: Vec<(StagedFile, AssetPatch)>) -> Result<Vec<Asset>, AppError> {
    ctx.require(Permission::UploadAssets)?;
    let mut rows = Vec::with_capacity(files.len());
    for (staged, words) in files {
        rows.push(planned(ctx, staged, checked(words)?)?);
    }
    let work = ctx.app.store.write(Priority::Interactive).await?;
    let mut made = Vec::with_capacity(rows.len());
    for row in rows {
        made.push(insert(ctx, &work, row).await?);
    }
    idempotency::remember(&work, ctx, Outcome::Assets(&made)).await?;
    work.commit().await?;
    Ok(made)
}

pub(super) fn planned(ctx: &Ctx, staged: StagedFile, words: AssetPatch) -> Result<NewAssetRow, AppError> {
    let StagedFile { document, name, stored } = staged;
    let name = words.name.unwrap_or(name);
    Ok(NewAssetRow {
        document,
        hash: *stored.hash.as_bytes(),
        mime: stored.file_type.mime.to_owned(),
        extension: extension_of(&name).unwrap_or_else(|| stored.file_type.extension().to_owned()),
        size: i64::try_from(stored.size).map_err(AppError::internal)?,
        width: stored.picture.and_then(|size| i32::try_from(size.width).ok()),
        height: stored.picture.and_then(|size| i32::try_from(size.height).ok()),
        created_at: ctx.now(),
        created_by: match ctx.actor.reference() {
            ActorRef::User(id) => Some(id),
            ActorRef::System | ActorRef::Anonymous | ActorRef::Token(_) => None,
        },
        name,
        alternative_text: words.alternative_text.applied(None),
        caption: words.caption.applied(None),
    })
}

pub(super) async fn insert(ctx: &Ctx, work: &UnitOfWork, row: NewAssetRow) -> Result<Asset, AppError> {
    let asset = Asset::from(assets::insert(work, row).await?);
    let event = asset.event(EventKind::AssetCreated);
    event_log::append(work, ctx.actor.reference(), ctx.now(), event).await?;
    // The sweeper removes bytes while it holds the log, as this unit of work does from here on.
    if ctx.app.media.size(asset.hash).await.map_err(refusal)?.is_none() {
        return Err(AppError::Unavailable { retry_after: Duration::from_secs(1) });
    }
    Ok(asset)
}

/// Markup can carry script, so only those who could put script on the site anyway may upload it.
fn rules(actor: &Actor) -> UploadRules {
    let markup = if actor.role() <= Role::Admin { MarkupRule::StoreAsAttachment } else { MarkupRule::Refuse };
    UploadRules { markup, ..UploadRules::default() }
}

pub(super) fn refusal(error: MediaError) -> AppError {
    match error {
        MediaError::TooLarge { limit } => AppError::TooLarge { limit },
        MediaError::TypeNotAllowed { reason } => AppError::TypeNotAllowed(reason),
        MediaError::TooManyPixels { .. } => AppError::TypeNotAllowed(error.to_string()),
        MediaError::Interrupted(_) => AppError::Input("the upload was interrupted".to_owned()),
        MediaError::NotFound | MediaError::RangeNotSatisfiable { .. } => AppError::not_found("file", ""),
        MediaError::UnknownLocation { .. } | MediaError::Storage(_) => AppError::internal(error),
    }
}

/// The last segment of what may be a path, without what file systems and headers trip over.
fn clean_name(file_name: &str, extension: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '#' | '%') { '-' } else { c })
        .collect();
    let kept = kept.trim_matches([' ', '.']);
    if kept.is_empty() {
        return format!("file.{extension}");
    }
    let (stem, ending) = match kept.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 16 => (stem, format!(".{ending}")),
        Some(_) | None => (kept, String::new()),
    };
    let room = LONGEST_NAME - ending.chars().count();
    format!("{}{ending}", stem.chars().take(room).collect::<String>())
}

fn extension_of(name: &str) -> Option<String> {
    let (_, ending) = name.rsplit_once('.')?;
    let plain = (1..=16).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain.then(|| ending.to_ascii_lowercase())
}

#[cfg(test)]
mod name_tests {
    use super::clean_name;

    #[test]
    fn a_file_keeps_its_name_without_what_could_lead_elsewhere() {
        let long = format!("{}.jpeg", "a".repeat(300));
        for (sent, kept) in [
            ("photo.jpg", "photo.jpg".to_owned()),
            ("../../etc/passwd.txt", "passwd.txt".to_owned()),
            ("C:\\pictures\\été.png", "été.png".to_owned()),
            ("a\r\nb?.png", "ab-.png".to_owned()),
            ("...", "file.png".to_owned()),
            ("", "file.png".to_owned()),
            (&long, format!("{}.jpeg", "a".repeat(195))),
        ] {
            assert_eq!(clean_name(sent, "png"), kept, "{sent}");
        }
    }
}
