//! Who may do what to whose entry: the data layer decides, for every action alike.

use galley_app::AppError;
use galley_app::entries::trash::{self, TrashScope};
use galley_app::entries::{Expected, publish, save, unpublish};
use galley_domain::locales::Locale;
use galley_domain::roles::Role;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::{create, input, post};

const NONE: Locale = Locale::none();

fn outcome<T: std::fmt::Debug>(result: Result<T, AppError>) -> &'static str {
    match result {
        Ok(_) => "done",
        Err(AppError::Forbidden(_)) => "forbidden",
        Err(AppError::Unauthenticated) => "unauthenticated",
        Err(AppError::NotFound { .. }) => "not found",
        Err(error) => panic!("{error:?}"),
    }
}

on_each_database! {
    async fn each_role_does_what_it_may(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let foreign = create(&test.user(99, Role::Editor), "post", json!({ "title": "Foreign" })).await.state.document;
        for (role, own_create, foreign_save, foreign_publish) in [
            (Role::Owner, "done", "done", "done"),
            (Role::Admin, "done", "done", "done"),
            (Role::Editor, "done", "done", "done"),
            (Role::Author, "done", "forbidden", "forbidden"),
            (Role::Viewer, "forbidden", "forbidden", "forbidden"),
        ] {
            let ctx = test.user(7, role);
            let data = input(json!({ "title": format!("By {role}") }));
            assert_eq!(outcome(save::create(&ctx, &post(), &NONE, &data).await), own_create, "{role}");
            assert_eq!(outcome(save::save(&ctx, foreign, &NONE, Expected::Any, &data).await), foreign_save, "{role}");
            let published = publish::publish(&ctx, foreign, &NONE, Expected::Any).await;
            assert_eq!(outcome(published), foreign_publish, "{role}");
        }
        let ctx = test.anonymous();
        let data = input(json!({ "title": "By nobody" }));
        assert_eq!(outcome(save::create(&ctx, &post(), &NONE, &data).await), "unauthenticated");
        assert_eq!(outcome(unpublish::unpublish(&ctx, foreign, &NONE, Expected::Any).await), "unauthenticated");
    }

    async fn an_author_publishes_and_trashes_what_is_theirs(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.user(7, Role::Author);
        let own = create(&ctx, "post", json!({ "title": "Mine" })).await.state.document;
        assert_eq!(outcome(publish::publish(&ctx, own, &NONE, Expected::Any).await), "done");
        assert_eq!(outcome(trash::trash(&test.user(8, Role::Author), own, &TrashScope::Document, Expected::Any).await), "forbidden");
        assert_eq!(outcome(trash::trash(&ctx, own, &TrashScope::Document, Expected::Any).await), "done");
    }
}
