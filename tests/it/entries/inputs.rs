//! Input that is refused, by path and code, with nothing written.

use galley_app::AppError;
use galley_app::entries::save;
use galley_domain::locales::Locale;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::{Value, json};

use super::{create, input, post};

on_each_database! {
    async fn wrong_input_is_refused_by_path_and_code(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let unknown = "00000000000000000000000000";
        for (data, expected) in [
            (json!({ "nope": 1 }), "nope unknown_field"),
            (json!({ "title": 7 }), "title wrong_kind"),
            (json!({ "title": "a\u{0}b" }), "title forbidden_character"),
            (json!({ "title": "x".repeat(256) }), "title too_long"),
            (json!({ "featured": "yes" }), "featured wrong_kind"),
            (json!({ "slug": "Not A Slug" }), "slug not_a_slug"),
            (json!({ "author": unknown }), "author unknown_target"),
            (json!({ "tags": [unknown] }), "tags[0] unknown_target"),
            (json!({ "seo": { "nope": 1 } }), "seo.nope unknown_field"),
            (json!({ "seo": { "id": 7 } }), "seo.id component_id"),
            (json!({ "id": 5 }), "id unknown_field"),
        ] {
            let refused = save::create(&ctx, &post(), &Locale::none(), &input(data.clone())).await;
            let Err(AppError::Invalid(errors)) = refused else { panic!("{data}: {refused:?}") };
            let found: Vec<String> =
                errors.iter().map(|error| format!("{} {}", error.path.to_text(), error.code.as_str())).collect();
            assert_eq!(found, [expected], "{data}");
        }
        let snapshot = test.app.store.snapshot().await.expect("a snapshot");
        let count = snapshot.rows("SELECT COUNT(*) FROM documents", Vec::new()).await.expect("a count");
        assert_eq!(count[0].integer(0).expect("a number"), 0);
    }

    async fn a_link_to_an_entry_of_another_type_is_refused(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let tag = create(&ctx, "tag", json!({ "name": "Rust" })).await.state.document;
        let data: Value = json!({ "title": "One", "author": tag.to_string() });
        let refused = save::create(&ctx, &post(), &Locale::none(), &input(data)).await;
        let Err(AppError::Invalid(errors)) = refused else { panic!("{refused:?}") };
        let codes: Vec<&str> = errors.iter().map(|error| error.code.as_str()).collect();
        assert_eq!(codes, ["wrong_target"]);
    }
}
