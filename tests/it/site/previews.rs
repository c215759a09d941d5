//! Preview links and the clock.

use galley_app::pages;
use galley_app::previews::{self, Lifetime};
use galley_domain::locales::Locale;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use crate::entries::create;

on_each_database! {
    async fn a_link_ends_when_it_said(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let editor = test.editor();
        let post = create(&editor, "post", json!({ "title": "Soon" })).await.state.document;
        let short = Lifetime::of_minutes(10).expect("a lifetime");
        let link = previews::create(&editor, post, &Locale::none(), short).await.expect("a link");
        let day = previews::create(&editor, post, &Locale::none(), Lifetime::default()).await.expect("a link");
        let token = |url: &str| url.rsplit('/').next().expect("a last part").to_owned();
        let shown = async |url: &str| {
            let page = pages::preview(&test.anonymous(), &token(url)).await.expect("the site answers");
            page.is_some_and(|page| page.html.contains("Soon"))
        };
        assert!(shown(&link.url).await && shown(&day.url).await);
        test.wait_minutes(9);
        assert!(shown(&link.url).await);
        test.wait_minutes(1);
        assert!(!shown(&link.url).await && shown(&day.url).await);
        let left = previews::list(&editor, post, &Locale::none()).await.expect("a list");
        assert_eq!(left, std::slice::from_ref(&day));
        assert_eq!(previews::remove_expired(&test.app).await.expect("removed"), 1);
        test.wait_minutes(24 * 60);
        assert!(!shown(&day.url).await);
    }
}
