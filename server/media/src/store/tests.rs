//! Behaviour of the store on a real folder with real files.

use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use galley_domain::ids::DocumentId;
use uuid::Uuid;

use crate::{ContentHash, MediaError, MediaRead, MediaStore, PictureSize, StoredFile, Upload, UploadRules};

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/images");
    std::fs::read(folder.join(name)).unwrap()
}

async fn open() -> (tempfile::TempDir, MediaStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = MediaStore::open(&format!("file:{}", folder.path().join("media").display())).await.unwrap();
    (folder, store)
}

fn chunks(bytes: &[u8]) -> impl Stream<Item = io::Result<Bytes>> + Send + Unpin + use<> {
    stream::iter(bytes.chunks(1000).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect::<Vec<_>>())
}

async fn put(store: &MediaStore, number: u128, name: &str, bytes: &[u8]) -> Result<StoredFile, MediaError> {
    put_with(store, number, name, chunks(bytes), &UploadRules::default()).await
}

async fn put_with(
    store: &MediaStore,
    number: u128,
    name: &str,
    bytes: impl Stream<Item = io::Result<Bytes>> + Send + Unpin,
    rules: &UploadRules,
) -> Result<StoredFile, MediaError> {
    let document = DocumentId::from_uuid(Uuid::from_u128(number));
    store.put(Upload { document, file_name: name, declared_type: None, rules }, bytes).await
}

async fn all(read: MediaRead) -> Vec<u8> {
    read.bytes.try_collect::<Vec<_>>().await.unwrap().concat()
}

/// Every file below the store's folder, whatever the store itself would list.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files_in(&path)) } else { found.push(path) }
    }
    found
}

#[tokio::test]
async fn pictures_are_stored_with_their_type_and_size_and_read_back() {
    let (_folder, store) = open().await;
    let cases = [
        ("black-hole.jpg", "image/jpeg", 800, 466),
        ("favicon.png", "image/png", 512, 512),
        ("dot.gif", "image/gif", 1, 1),
        ("dot.webp", "image/webp", 1, 1),
    ];
    for (number, (name, mime, width, height)) in (0..).zip(cases) {
        let bytes = fixture(name);
        let stored = put(&store, number, name, &bytes).await.unwrap();
        assert_eq!(stored.file_type.mime, mime);
        assert_eq!(stored.picture, Some(PictureSize { width, height }), "{name}");
        let read = store.get(stored.hash).await.unwrap();
        assert_eq!(read.size, stored.size);
        assert_eq!(all(read).await, bytes, "{name}");
    }
}

#[tokio::test]
async fn the_same_bytes_are_stored_once() {
    let (folder, store) = open().await;
    let bytes = fixture("favicon.png");
    let first = put(&store, 1, "a.png", &bytes).await.unwrap();
    let second = put(&store, 2, "b.png", &bytes).await.unwrap();
    assert_eq!(first.hash, second.hash);
    let hash = first.hash.to_string();
    let files = files_in(folder.path());
    assert_eq!(files.len(), 1, "{files:?}");
    let (first_byte, rest) = hash.split_at(2);
    let (second_byte, _) = rest.split_at(2);
    assert!(files[0].ends_with(format!("originals/{first_byte}/{second_byte}/{hash}")), "{files:?}");
    assert_eq!(store.hashes().try_collect::<Vec<_>>().await.unwrap(), [first.hash]);
}

#[tokio::test]
async fn a_refused_or_interrupted_upload_leaves_nothing() {
    let (folder, store) = open().await;
    let small = UploadRules { picture_bytes: 2000, ..UploadRules::default() };
    let photo = fixture("black-hole.jpg");
    let too_large = put_with(&store, 1, "a.jpg", chunks(&photo), &small).await.unwrap_err();
    assert!(matches!(too_large, MediaError::TooLarge { limit: 2000 }), "{too_large}");

    let tiny = UploadRules { picture_side: 100, ..UploadRules::default() };
    let too_wide = put_with(&store, 2, "a.jpg", chunks(&photo), &tiny).await.unwrap_err();
    assert!(matches!(too_wide, MediaError::TooManyPixels { width: 800, height: 466 }), "{too_wide}");

    let cut = chunks(&photo).take(2).chain(stream::iter([Err(io::ErrorKind::ConnectionReset.into())]));
    let interrupted = put_with(&store, 3, "a.jpg", cut, &UploadRules::default()).await.unwrap_err();
    assert!(matches!(interrupted, MediaError::Interrupted(_)), "{interrupted}");

    let damaged = put(&store, 4, "a.jpg", &photo[..100]).await.unwrap_err();
    assert!(matches!(damaged, MediaError::TypeNotAllowed { .. }), "{damaged}");
    assert_eq!(files_in(folder.path()), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn ranges_are_read_and_ranges_outside_are_refused() {
    let (_folder, store) = open().await;
    let bytes = fixture("favicon.png");
    let hash = put(&store, 1, "a.png", &bytes).await.unwrap().hash;
    let read = store.get_range(hash, 100..300).await.unwrap();
    assert_eq!(read.size, 1412);
    assert_eq!(all(read).await, bytes[100..300]);
    for range in [0..1413, 5..5, 2000..2001] {
        let refused = store.get_range(hash, range.clone()).await.err().unwrap();
        assert!(matches!(refused, MediaError::RangeNotSatisfiable { size: 1412 }), "{range:?}");
    }
}

#[tokio::test]
async fn an_unknown_hash_is_not_found() {
    let (_folder, store) = open().await;
    let unknown = ContentHash::from_bytes([7; 32]);
    assert_eq!(store.size(unknown).await.unwrap(), None);
    assert!(matches!(store.get(unknown).await, Err(MediaError::NotFound)));
}

#[tokio::test]
async fn a_file_left_by_a_dead_process_is_swept_once_it_is_old() {
    let (folder, store) = open().await;
    assert_eq!(store.sweep_incoming(i64::MAX).await.unwrap(), 0);
    let incoming = folder.path().join("media/incoming");
    std::fs::create_dir(&incoming).unwrap();
    std::fs::write(incoming.join("0000000000000000000000000a#1"), "half").unwrap();
    assert_eq!(store.sweep_incoming(1).await.unwrap(), 0, "it may belong to an upload under way");
    assert_eq!(store.sweep_incoming(i64::MAX).await.unwrap(), 1);
    assert_eq!(files_in(folder.path()), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn an_original_goes_once_it_is_old_and_not_when_it_was_stored_again() {
    let (folder, store) = open().await;
    let bytes = fixture("favicon.png");
    let hash = put(&store, 1, "favicon.png", &bytes).await.unwrap().hash;
    let file = std::fs::metadata(&files_in(folder.path())[0]).unwrap();
    let stored = file.modified().unwrap().duration_since(std::time::UNIX_EPOCH).unwrap();
    let before = i64::try_from(stored.as_micros()).unwrap() - 60_000_000;
    assert!(!store.remove_original(hash, before).await.unwrap());
    assert!(store.size(hash).await.unwrap().is_some());
    assert!(store.remove_original(hash, i64::MAX).await.unwrap());
    assert!(store.remove_original(hash, i64::MAX).await.unwrap(), "it is gone already");
    assert_eq!(files_in(folder.path()), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn a_location_of_another_kind_is_named_in_the_error() {
    let error = MediaStore::open("ftp://host/media").await.unwrap_err();
    assert_eq!(error.to_string(), "`ftp:` is not a kind of media location; expected `file:PATH` or a folder");
}
