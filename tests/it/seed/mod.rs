//! Sample content: made once, found again, and of the shapes that the benches ask for.

use galley_app::content::{self, Asked};
use galley_app::seed;
use galley_domain::query::{RequestedPage, RequestedQuery};
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

async fn total(app: &TestApp, plural: &str) -> u64 {
    let request = RequestedQuery {
        page: RequestedPage { page_size: Some(1), ..RequestedPage::default() },
        ..RequestedQuery::default()
    };
    let found =
        content::read(&app.anonymous(), Asked::List(plural), &request).await.expect("the list is public");
    found.answer.total.expect("a total was asked for")
}

on_each_database! {
    async fn a_second_seed_adds_only_what_is_missing(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let mut steps = Vec::new();
        let first = seed::entries(&app.system(), 12, &mut |done, all| steps.push((done, all))).await;
        let first = first.expect("the seed is written");
        assert_eq!((first.made["post"], first.made["menu"], first.present), (12, 1, 0));
        assert_eq!(steps.last(), Some(&(83, 83)));
        for (plural, count) in [("posts", 12), ("authors", 20), ("tags", 50), ("menus", 1)] {
            assert_eq!(total(&app, plural).await, count, "{plural}");
        }
        let again = seed::entries(&app.system(), 12, &mut |_, _| {}).await.expect("the seed is repeated");
        assert!(again.made.is_empty(), "{again}");
        let more = seed::entries(&app.system(), 14, &mut |_, _| {}).await.expect("the seed grows");
        assert_eq!((more.made["post"], more.made.len()), (2, 1), "{more}");
    }

    async fn a_data_set_is_loaded_from_its_file(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("dataset.json");
        let data = json!({
            "seed": 1,
            "authors": [{"id": 1, "name": "A B 1", "slug": "author-01", "email": "a@example.org", "bio": "Writes."}],
            "tags": [{"id": 1, "name": "River", "slug": "tag-01", "description": "Wet."}],
            "posts": [{
                "id": 1, "title": "Stone 1", "slug": "post-0001", "excerpt": "Hard.", "markdown": "Text.",
                "html": "<p>Text.</p>", "published_at": "2026-11-01T12:00:00.000Z", "author": 1, "tags": [1],
                "cover": "/media/covers/cover-01.jpg"
            }],
            "menu": {"title": "Mega menu", "slug": "mega-menu", "sections": [
                {"title": "S", "columns": [{"heading": "H", "links": [{"label": "L", "post": 1}]}]}
            ]},
            "w3": {"tag": "tag-01"}
        });
        std::fs::write(&file, data.to_string()).expect("the file is written");
        let made = seed::dataset(&app.system(), &file, &mut |_, _| {}).await.expect("the data set is loaded");
        assert_eq!((made.made["author"], made.made["post"], made.made["menu"]), (1, 1, 1), "{made}");
        let again = seed::dataset(&app.system(), &file, &mut |_, _| {}).await.expect("it is loaded again");
        assert!(again.made.is_empty() && again.present == 4, "{again}");
        std::fs::write(&file, "{}").expect("the file is written");
        let refused = seed::dataset(&app.system(), &file, &mut |_, _| {}).await;
        assert!(refused.is_err_and(|error| error.to_string().contains("is not a data set")));
    }
}
