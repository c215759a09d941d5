//! Applying files: what is taken, what is refused, what comes back.

use galley_app::{AppError, content_types};
use galley_domain::roles::Role;
use galley_domain::schema::file::Source;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::{apply, recipe};

on_each_database! {
    async fn what_is_pulled_and_applied_again_changes_nothing(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.system();
        let files = content_types::pull(&ctx).expect("the model has files");
        assert!(files.len() >= 6, "{}", files.len());
        assert_eq!(apply(&ctx, &files).await.expect("it applies"), Vec::<String>::new());
        assert_eq!(content_types::diff(&ctx, &files).expect("it compares"), content_types::ChangeReport::default());
    }

    async fn fields_come_and_what_touches_data_is_refused(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.system();
        let first = recipe(json!({}), json!({ "title": { "type": "string" }, "minutes": { "type": "integer" } }));
        apply(&ctx, &first).await.expect("it is new");
        let more = recipe(
            json!({}),
            json!({ "title": { "type": "string" }, "minutes": { "type": "integer" }, "note": { "type": "text" } }),
        );
        assert_eq!(apply(&ctx, &more).await.expect("a field comes"), ["add the field recipe.note"]);
        let version = |test: &TestApp| test.app.model().by_name("recipe").expect("it is there").version.0;
        assert_eq!(version(&test), 2);
        for attributes in [
            json!({ "title": { "type": "string" } }),
            json!({ "title": { "type": "integer" }, "minutes": { "type": "integer" }, "note": { "type": "text" } }),
        ] {
            let refused = apply(&ctx, &recipe(json!({}), attributes)).await;
            assert!(matches!(refused, Err(AppError::NeedsChangePlan(_))), "{refused:?}");
        }
        assert_eq!(version(&test), 2, "a refusal changes nothing");
    }

    async fn a_wrong_file_is_named_and_changes_nothing(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.system();
        for (text, named) in [
            ("{".to_owned(), "wrong.json"),
            (json!({ "kind": "collectionType" }).to_string(), "wrong.json"),
            (recipe(json!({ "pubic": true }), json!({}))[0].text.clone(), "pubic"),
            (recipe(json!({}), json!({ "a": { "type": "relation", "target": "api::no.no" } }))[0].text.clone(), "a"),
        ] {
            let refused = apply(&ctx, &[Source { path: "wrong.json".to_owned(), text }]).await;
            let Err(AppError::InvalidModel(errors)) = refused else { panic!("{named}: {refused:?}") };
            assert!(errors[0].to_string().contains(named), "{errors:?}");
        }
        assert_eq!(test.app.model().types().count(), 0);
    }

    async fn only_who_may_changes_the_model(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let files = recipe(json!({}), json!({ "title": { "type": "string" } }));
        let refused = apply(&test.editor(), &files).await;
        assert!(matches!(refused, Err(AppError::Forbidden(_))), "{refused:?}");
        let refused = apply(&test.anonymous(), &files).await;
        assert!(matches!(refused, Err(AppError::Unauthenticated)), "{refused:?}");
        apply(&test.user(1, Role::Admin), &files).await.expect("an admin may");
    }

    async fn changes_at_the_same_time_come_one_after_the_other(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.system();
        let with = |name: &str| recipe(json!({}), json!({ "title": { "type": "string" }, name: { "type": "string" } }));
        let base = recipe(json!({}), json!({ "title": { "type": "string" } }));
        apply(&ctx, &base).await.expect("it is new");
        let (one, other) = (with("one"), with("other"));
        let both = tokio::join!(apply(&ctx, &one), apply(&ctx, &other));
        // Whoever is second leaves out the field of the first, which would remove it.
        assert_eq!(usize::from(both.0.is_ok()) + usize::from(both.1.is_ok()), 1, "{both:?}");
    }
}
