//! Many entries in one unit of work.

use galley_app::entries::batch::{self, EntryInput, ImportKey};
use galley_domain::locales::Locale;
use galley_store::routes;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::{Value, json};

use super::{object, post, state};

fn entry(test: &TestApp, data: Value) -> EntryInput {
    EntryInput {
        content_type: post(),
        document: galley_app::ids::new_document_id(test.now()),
        locale: Locale::none(),
        data: object(data),
        publish: true,
        published_at: Some(1_100_000_000_000_000),
        created_at: None,
        redirects: Vec::new(),
        import: None,
    }
}

on_each_database! {
    async fn a_bad_entry_is_reported_and_the_rest_goes_in(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let mut inputs = vec![
            entry(&test, json!({ "title": "One" })),
            entry(&test, json!({ "title": 7 })),
            entry(&test, json!({ "title": "One" })),
            entry(&test, json!({ "title": "Same slug", "slug": "one" })),
        ];
        inputs[0].redirects = vec!["/2005/old.html".to_owned()];
        inputs[0].import = Some(ImportKey { source: "test".to_owned(), key: "1".to_owned(), content_hash: [7; 32] });
        let outcomes = batch::write(&test.system(), &inputs).await.expect("the batch is written");
        let slugs: Vec<Option<String>> =
            outcomes.iter().map(|outcome| outcome.as_ref().ok().and_then(|written| written.slug.clone())).collect();
        assert_eq!(slugs, [Some("one".to_owned()), None, Some("one-2".to_owned()), None]);
        let codes: Vec<&str> = outcomes
            .iter()
            .filter_map(|outcome| outcome.as_ref().err())
            .flat_map(|errors| errors.iter().map(|error| error.code.as_str()))
            .collect();
        assert_eq!(codes, ["wrong_kind", "not_unique"]);
        let first = state(&test.system(), inputs[0].document).await;
        assert_eq!(first.draft.published_at, Some(1_100_000_000_000_000));
        let snapshot = test.app.store.snapshot().await.expect("a snapshot");
        assert!(routes::by_path(&snapshot, "/2005/old.html").await.expect("a look-up").is_some());
    }
}
