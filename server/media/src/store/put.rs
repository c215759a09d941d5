//! Storing an upload: one pass over the bytes that limits, hashes and writes them.

use std::io;

use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt};
use galley_domain::ids::DocumentId;
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};

use super::{MediaStore, original_key};
use crate::files::{MeasureError, measure, recognise};
use crate::{ContentHash, FileKind, FileType, MediaError, PictureSize, UploadRules};

/// How much of the beginning decides the type.
const HEAD_BYTES: usize = 8 * 1024;
/// Small parts keep the memory of many parallel uploads low; a local folder takes any size.
const PART_BYTES: usize = 256 * 1024;
/// Where to look for the size of a picture: most headers are at once there, embedded profiles can push it back.
const MEASURE_BYTES: [u64; 2] = [64 * 1024, 2 * 1024 * 1024];

/// What the sender says about a file, and what it may be.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// The document id that the asset will have; names the bytes while they arrive.
    pub document: DocumentId,
    pub file_name: &'a str,
    /// The sender's media type, if any.
    pub declared_type: Option<&'a str>,
    pub rules: &'a UploadRules,
}

/// Bytes that are safely stored.
#[derive(Debug, Clone)]
pub struct StoredFile {
    pub hash: ContentHash,
    pub size: u64,
    pub file_type: &'static FileType,
    /// Known for the usual kinds of pictures.
    pub picture: Option<PictureSize>,
}

impl MediaStore {
    /// Stores the bytes under their hash; the same bytes are stored once.
    ///
    /// When it fails, or is dropped half way, nothing is left behind but at most a file that
    /// [`MediaStore::sweep_incoming`] removes.
    pub async fn put<S>(&self, upload: Upload<'_>, mut bytes: S) -> Result<StoredFile, MediaError>
    where
        S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
    {
        let head = read_head(&mut bytes).await?;
        let file_type = recognise(&head, upload.file_name, upload.declared_type, upload.rules)?;
        let limit = upload.rules.byte_limit(file_type);
        let incoming = Path::from(format!("incoming/{}", upload.document));

        let mut target = self.objects.put_multipart(&incoming).await?;
        let received = match receive(&mut *target, head, &mut bytes, limit).await {
            Ok(received) => received,
            Err(error) => {
                target.abort().await?;
                return Err(error);
            }
        };
        let picture = match self.accept(&incoming, file_type, upload.rules, &received).await {
            Ok(picture) => picture,
            Err(error) => {
                self.objects.delete(&incoming).await?;
                return Err(error);
            }
        };
        self.keep(&incoming, received.hash).await?;
        Ok(StoredFile { hash: received.hash, size: received.size, file_type, picture })
    }

    async fn accept(
        &self,
        incoming: &Path,
        file_type: &FileType,
        rules: &UploadRules,
        received: &Received,
    ) -> Result<Option<PictureSize>, MediaError> {
        if file_type.kind != FileKind::Picture {
            return Ok(None);
        }
        for bytes in MEASURE_BYTES {
            let end = bytes.min(received.size);
            let head = self.objects.get_range(incoming, 0..end).await?;
            match measure(&head) {
                Ok(size) => return rules.check_picture(size).map(|()| Some(size)),
                Err(MeasureError::NeedsMore) if end < received.size => {}
                Err(MeasureError::NeedsMore | MeasureError::Unreadable) => break,
            }
        }
        if must_have_size(file_type.mime) {
            return Err(MediaError::TypeNotAllowed { reason: "the picture is damaged".to_owned() });
        }
        Ok(None)
    }

    /// Moves finished bytes to their final key, where they may be already: an equal object takes the place of one that
    /// may be about to be swept, and its time is now.
    async fn keep(&self, incoming: &Path, hash: ContentHash) -> Result<(), MediaError> {
        Ok(self.objects.rename(incoming, &original_key(hash)).await?)
    }
}

/// The kinds that every browser and the rendition code read; for others an unknown size is no reason to refuse.
fn must_have_size(mime: &str) -> bool {
    matches!(mime, "image/jpeg" | "image/png" | "image/gif" | "image/webp")
}

struct Received {
    hash: ContentHash,
    size: u64,
}

async fn read_head<S>(bytes: &mut S) -> Result<BytesMut, MediaError>
where
    S: Stream<Item = io::Result<Bytes>> + Unpin,
{
    let mut head = BytesMut::new();
    while head.len() < HEAD_BYTES {
        let Some(chunk) = bytes.next().await else { break };
        head.extend_from_slice(&chunk.map_err(MediaError::Interrupted)?);
    }
    Ok(head)
}

async fn receive<S>(
    target: &mut dyn MultipartUpload,
    head: BytesMut,
    bytes: &mut S,
    limit: u64,
) -> Result<Received, MediaError>
where
    S: Stream<Item = io::Result<Bytes>> + Unpin,
{
    let mut hasher = Sha256::new();
    hasher.update(&head);
    let mut size = byte_count(head.len());
    let mut part = head;
    loop {
        if size > limit {
            return Err(MediaError::TooLarge { limit });
        }
        if part.len() >= PART_BYTES {
            target.put_part(PutPayload::from(part.split().freeze())).await?;
        }
        let Some(chunk) = bytes.next().await else { break };
        let chunk = chunk.map_err(MediaError::Interrupted)?;
        size = size.saturating_add(byte_count(chunk.len()));
        hasher.update(&chunk);
        part.extend_from_slice(&chunk);
    }
    if !part.is_empty() {
        target.put_part(PutPayload::from(part.freeze())).await?;
    }
    target.complete().await?;
    Ok(Received { hash: ContentHash::from_bytes(hasher.finalize().into()), size })
}

fn byte_count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
