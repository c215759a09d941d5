//! Assets: what an upload leaves, what a removal takes, and that every record keeps its bytes.

use bytes::Bytes;
use futures::{TryStreamExt as _, stream};
use galley_app::assets::{self, Asset, AssetFilter, AssetPatch, Force, NewAsset};
use galley_app::error::Usage;
use galley_app::paging::PageRequest;
use galley_app::{AppError, Ctx, verify};
use galley_domain::patch::Patch;
use galley_domain::roles::Role;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use crate::entries::create;

/// In minutes.
const DAY: i64 = 24 * 60;
const TEXT: &[u8] = b"A few words in a file.\n";

async fn upload(ctx: &Ctx, name: &str, bytes: &'static [u8]) -> Result<Asset, AppError> {
    let new = NewAsset { file_name: name.to_owned(), ..NewAsset::default() };
    assets::upload(ctx, new, stream::iter([Ok(Bytes::from_static(bytes))])).await
}

on_each_database! {
    async fn the_same_bytes_are_two_assets_and_one_file(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.editor();
        let first = upload(&ctx, "one.txt", TEXT).await.expect("it is taken");
        let second = upload(&ctx, "dir/two.txt", TEXT).await.expect("it is taken");
        assert_eq!(first.hash, second.hash);
        assert_ne!(first.document, second.document);
        assert_eq!((second.name.as_str(), second.mime.as_str(), second.size_bytes), ("two.txt", "text/plain", 23));
        assert_eq!(first.path(), format!("/media/{}/one.txt", first.document));
        let stored: Vec<_> = test.app.media.hashes().try_collect().await.expect("files are listed");
        assert_eq!(stored, [first.hash]);
        let page = PageRequest { after: None, limit: 1 };
        let list = assets::list(&ctx, &AssetFilter::default(), &page).await.expect("a page");
        assert_eq!((list.items[0].id, list.next), (second.id, Some(second.id)));
        assets::delete(&ctx, first.id, None, Force::RefuseInUse).await.expect("nothing uses it");
        assert_eq!(test.app.media.size(second.hash).await.expect("it is looked up"), Some(23));
    }

    async fn a_part_is_read_and_the_words_change(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.editor();
        let asset = upload(&ctx, "one.txt", TEXT).await.expect("it is taken");
        let part = assets::read(&test.app, &asset, Some(2..5)).await.expect("it is there");
        let bytes: Vec<Bytes> = part.bytes.try_collect().await.expect("it is read");
        assert_eq!(bytes.concat(), b"few");
        let patch = AssetPatch { caption: Patch::Value("Words".to_owned()), ..AssetPatch::default() };
        let changed = assets::update(&ctx, asset.id, Some(asset.version), patch.clone()).await.expect("it changes");
        assert_eq!(changed.caption.as_deref(), Some("Words"));
        let late = assets::update(&ctx, asset.id, Some(asset.version), patch).await;
        assert!(matches!(late, Err(AppError::Conflict(_))), "{late:?}");
        let slash = AssetPatch { name: Some("a/b.txt".to_owned()), ..AssetPatch::default() };
        let refused = assets::update(&ctx, asset.id, None, slash).await;
        assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
    }

    async fn what_is_in_use_stays_unless_forced(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let asset = upload(&ctx, "one.txt", TEXT).await.expect("it is taken");
        let body = format!("See [this](/media/{}/one.txt).", asset.document);
        let post = create(&ctx, "post", json!({ "title": "A", "body": body })).await;
        let refused = assets::delete(&ctx, asset.id, None, Force::RefuseInUse).await;
        let Err(AppError::InUse { used_by, .. }) = refused else { panic!("{refused:?}") };
        let [Usage::Entry { document, .. }] = used_by.as_slice() else { panic!("{used_by:?}") };
        assert_eq!(*document, post.state.document);
        assets::delete(&ctx, asset.id, None, Force::RemoveAnyway).await.expect("it goes");
        assert_eq!(assets::open(&test.app, asset.document).await.expect("it is looked up"), None);
    }

    async fn rights_and_kinds_are_checked(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let viewer = upload(&test.user(1, Role::Viewer), "one.txt", TEXT).await;
        assert!(matches!(viewer, Err(AppError::Forbidden(_))), "{viewer:?}");
        let anonymous = assets::list(&test.anonymous(), &AssetFilter::default(), &PageRequest::after(None)).await;
        assert!(matches!(anonymous, Err(AppError::Unauthenticated)), "{anonymous:?}");
        let markup = upload(&test.editor(), "a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>").await;
        assert!(matches!(markup, Err(AppError::TypeNotAllowed(_))), "{markup:?}");
        let disguised = upload(&test.editor(), "a.png", TEXT).await;
        assert!(matches!(disguised, Err(AppError::TypeNotAllowed(_))), "{disguised:?}");
    }

    async fn verify_finds_a_file_that_is_gone(database: TestDatabase) {
        let test = TestApp::on(database).await;
        upload(&test.editor(), "one.txt", TEXT).await.expect("it is taken");
        assert!(verify::run(&test.system()).await.expect("it is checked").ok);
        std::fs::remove_dir_all(test.media_folder().join("originals")).expect("files were stored");
        let report = verify::run(&test.system()).await.expect("it is checked");
        let problems: Vec<&String> = report.checks.iter().flat_map(|check| &check.problems).collect();
        assert!(!report.ok && problems.len() == 1 && problems[0].contains("one.txt"), "{problems:?}");
    }

    async fn bytes_that_nothing_names_go_after_a_week(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.editor();
        let first = upload(&ctx, "one.txt", TEXT).await.expect("it is taken");
        let second = upload(&ctx, "two.txt", TEXT).await.expect("it is taken");
        let other = upload(&ctx, "other.txt", b"Other words.\n").await.expect("it is taken");
        let sweep = async || assets::sweep_originals(&test.app).await.expect("it is swept");
        let is_stored = async |asset: &Asset| test.app.media.size(asset.hash).await.expect("looked up").is_some();
        assets::delete(&ctx, first.id, None, Force::RefuseInUse).await.expect("nothing uses it");
        test.wait_minutes(30 * DAY);
        assert_eq!(sweep().await, 0, "another asset has the same bytes");
        test.wait_minutes(30 * DAY);
        assert_eq!(sweep().await, 0);
        assets::delete(&ctx, second.id, None, Force::RefuseInUse).await.expect("nothing uses it");
        assert_eq!(sweep().await, 0, "from now on it is known to be unnamed");
        test.wait_minutes(7 * DAY - 1);
        assert_eq!(sweep().await, 0);
        assert!(is_stored(&second).await);
        let third = upload(&ctx, "three.txt", TEXT).await.expect("it is taken");
        test.wait_minutes(1);
        assert_eq!(sweep().await, 0, "it has a name again");
        assets::delete(&ctx, third.id, None, Force::RefuseInUse).await.expect("nothing uses it");
        assert_eq!(sweep().await, 0, "the week begins anew");
        test.wait_minutes(7 * DAY);
        assert_eq!(sweep().await, 1);
        assert!(!is_stored(&third).await && is_stored(&other).await);
        assert!(verify::run(&test.system()).await.expect("it is checked").ok);
    }

    async fn a_sweep_never_takes_the_bytes_of_an_upload_that_was_answered(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.editor();
        let other_node = test.second_node().await;
        let (mut taken, mut swept) = (0, 0);
        for _ in 0..40 {
            test.wait_minutes(7 * DAY);
            // The file is due, and is uploaded again at the moment at which it goes.
            let (first, again, here, there) = tokio::join!(
                upload(&ctx, "one.txt", TEXT),
                upload(&ctx, "two.txt", TEXT),
                assets::sweep_originals(&test.app),
                assets::sweep_originals(&other_node),
            );
            swept += here.expect("it is swept") + there.expect("it is swept");
            for answer in [first, again] {
                match answer {
                    Ok(asset) => {
                        let read = assets::read(&test.app, &asset, None).await.expect("it has its bytes");
                        let bytes: Vec<Bytes> = read.bytes.try_collect().await.expect("it is read");
                        assert_eq!(bytes.concat(), TEXT);
                        assets::delete(&ctx, asset.id, None, Force::RefuseInUse).await.expect("nothing uses it");
                        taken += 1;
                    }
                    Err(AppError::Unavailable { .. }) => {}
                    Err(error) => panic!("{error}"),
                }
            }
            assets::sweep_originals(&test.app).await.expect("what is unnamed now is noted");
        }
        assert!(taken > 0 && swept > 0, "{taken} were taken and {swept} swept");
    }
}
