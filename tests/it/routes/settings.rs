//! Locales and the time zone: paths follow them, and what would lose its path is refused.

use galley_app::entries::locales::{self, StartFrom};
use galley_app::entries::{Expected, publish};
use galley_app::routes::settle;
use galley_app::settings;
use galley_app::{AppError, content_types, verify};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::patch::Patch;
use galley_domain::settings::SitePatch;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::{apply_guides, at};
use crate::entries::{create_published, input};

fn locale(code: &str) -> Locale {
    code.parse().expect("a locale")
}

async fn change(test: &TestApp, patch: SitePatch) -> Result<(), AppError> {
    let version = settings::load(&test.app.store).await.expect("settings").version;
    settings::update(&test.system(), version, patch).await?;
    content_types::reload(&test.app).await.expect("the model is read");
    settle(&test.app).await.expect("pages move");
    Ok(())
}

fn of_locales(codes: &[&str]) -> SitePatch {
    SitePatch { locales: Some(codes.iter().map(|code| locale(code)).collect()), ..SitePatch::default() }
}

async fn guide(test: &TestApp, code: &str, slug: &str) -> DocumentId {
    let data = input(json!({ "title": slug, "slug": slug }));
    let name = "guide".parse().expect("a type name");
    let written = publish::create_published(&test.editor(), &name, &locale(code), &data).await;
    written.expect("it is published").state.document
}

async fn verified(test: &TestApp) {
    let report = verify::run(&test.system()).await.expect("the site is checked");
    assert!(report.ok, "{report:#?}");
}

on_each_database! {
    async fn pages_follow_the_default_locale(database: TestDatabase) {
        let test = TestApp::on(database).await;
        apply_guides(&test, "/guides/{slug}").await;
        change(&test, of_locales(&["en", "de"])).await.expect("two locales");
        let both = guide(&test, "en", "start").await;
        let german = input(json!({ "title": "start", "slug": "start" }));
        let ctx = test.editor();
        locales::add_locale(&ctx, both, &locale("de"), &StartFrom::Shared).await.expect("a second locale");
        publish::save_published(&ctx, both, &locale("de"), Expected::Any, &german).await.expect("published");
        let english = guide(&test, "en", "only").await;
        // The German page wants the path that the English page of another document has until it has moved.
        let other = guide(&test, "de", "only").await;

        change(&test, of_locales(&["de", "en"])).await.expect("the other way round");
        for (path, what) in [
            ("/guides/start", both.to_string()),
            ("/en/guides/start", both.to_string()),
            ("/de/guides/start", "to /guides/start".to_owned()),
            ("/guides/only", other.to_string()),
            ("/en/guides/only", english.to_string()),
            ("/de/guides/only", "to /guides/only".to_owned()),
        ] {
            assert_eq!(at(&test, path).await, what, "{path}");
        }
        verified(&test).await;
        assert_eq!(settle(&test.app).await.expect("nothing is left"), 0);
    }

    async fn an_old_path_leads_to_the_locale_that_had_it(database: TestDatabase) {
        let test = TestApp::on(database).await;
        apply_guides(&test, "/guides/{slug}").await;
        change(&test, of_locales(&["en", "de"])).await.expect("two locales");
        let document = guide(&test, "en", "english").await;
        let ctx = test.editor();
        locales::add_locale(&ctx, document, &locale("de"), &StartFrom::Shared).await.expect("a second locale");
        let german = input(json!({ "title": "deutsch", "slug": "deutsch" }));
        publish::save_published(&ctx, document, &locale("de"), Expected::Any, &german).await.expect("published");
        change(&test, of_locales(&["de", "en"])).await.expect("the other way round");
        assert_eq!(at(&test, "/guides/english").await, "to /en/guides/english");
        assert_eq!(at(&test, "/de/guides/deutsch").await, "to /guides/deutsch");
        for (path, to) in [
            (format!("/go/{document}"), "to /guides/deutsch"),
            (format!("/en/go/{document}"), "to /en/guides/english"),
        ] {
            assert_eq!(at(&test, &path).await, to, "{path}");
        }
    }

    async fn dated_pages_follow_the_time_zone(database: TestDatabase) {
        let test = TestApp::on(database).await;
        apply_guides(&test, "/{year}/{month}/{day}/{slug}").await;
        let name = "guide".parse().expect("a type name");
        // 2026-11-21 23:30 UTC
        let data = galley_app::entries::save::SaveInput {
            published_at: Patch::Value(1_795_303_800_000_000),
            ..input(json!({ "title": "late", "slug": "late" }))
        };
        let written = publish::create_published(&test.editor(), &name, &locale("en"), &data).await;
        let document = written.expect("it is published").state.document;
        assert_eq!(at(&test, "/2026/11/21/late").await, document.to_string());
        let zone = SitePatch { time_zone: Some("Europe/Vienna".to_owned()), ..SitePatch::default() };
        change(&test, zone).await.expect("a zone");
        assert_eq!(at(&test, "/2026/11/22/late").await, document.to_string());
        assert_eq!(at(&test, "/2026/11/21/late").await, "to /2026/11/22/late");
        verified(&test).await;
    }

    async fn a_locale_takes_no_path_from_a_page(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let top = create_published(&test.editor(), "page", json!({ "title": "French", "slug": "fr" })).await.document;
        create_published(&test.editor(), "page", json!({ "title": "Below", "slug": "below", "parent": top })).await;
        let refused = change(&test, of_locales(&["en", "fr"])).await;
        let Err(AppError::Invalid(errors)) = refused else { panic!("{refused:?}") };
        let error = errors.iter().next().expect("an error");
        assert_eq!((error.path.to_pointer().as_str(), error.code.as_str()), ("/locales/1", "route_taken"));
        change(&test, of_locales(&["en", "de"])).await.expect("that one is free");
    }
}
