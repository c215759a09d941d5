//! Paths and their pages.

use galley_app::entries::save::SaveInput;
use galley_app::entries::trash::{self, TrashScope};
use galley_app::entries::unpublish;
use galley_app::entries::{Expected, publish};
use galley_app::pages::{self, PageAnswer};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::patch::Patch;
use galley_tests::app::{START, TestApp};
use galley_tests::on_each_database;
use serde_json::{Value, json};

use crate::entries::{create, create_published, object};

const DAY: i64 = 86_400_000_000;

async fn get(app: &TestApp, path: &str) -> PageAnswer {
    pages::page(&app.anonymous(), path).await.expect("the site answers")
}

pub(super) async fn html(app: &TestApp, path: &str) -> String {
    match get(app, path).await {
        PageAnswer::Html { page, .. } => page.html,
        other => panic!("{path} is no page: {other:?}"),
    }
}

async fn missing(app: &TestApp, path: &str) -> String {
    match get(app, path).await {
        PageAnswer::Missing { page } => page.html,
        other => panic!("{path} is there: {other:?}"),
    }
}

async fn moved(app: &TestApp, path: &str) -> String {
    match get(app, path).await {
        PageAnswer::Moved { path, .. } => path,
        other => panic!("{path} does not lead anywhere: {other:?}"),
    }
}

/// A post that was published `age` days before the test began.
async fn post(app: &TestApp, age: i64, data: Value) -> DocumentId {
    let published_at = Patch::Value(START - age * DAY);
    let input = SaveInput { data: object(data), published_at, ..SaveInput::default() };
    let name = "post".parse().expect("a type name");
    let written = publish::create_published(&app.editor(), &name, &Locale::none(), &input).await;
    written.expect("the post is published").state.document
}

/// What stands in `href`s, in order.
fn links(html: &str) -> Vec<&str> {
    html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

on_each_database! {
    async fn an_entry_shows_its_text_terms_and_neighbours(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let editor = app.editor();
        let author = create_published(&editor, "author", json!({"name": "Ana Lei", "email": "ana@example.org"})).await;
        let tag = create_published(&editor, "tag", json!({"name": "Ínsula"})).await;
        post(&app, 3, json!({"title": "Older", "body": "a"})).await;
        let body = "# Part\n\n**bold** <script>alert(1)</script> [x](javascript:alert(1))";
        let data = json!({"title": "Middle <b>", "body": body, "author": author.document, "tags": [tag.document]});
        post(&app, 2, data).await;
        // Two posts of one moment: each has exactly one place.
        post(&app, 2, json!({"title": "Twin", "body": "a"})).await;
        post(&app, 1, json!({"title": "Newer", "body": "a"})).await;
        let page = html(&app, "/blog/middle-b").await;
        assert!(page.contains("Middle &lt;b&gt;") && page.contains("<strong>bold</strong>"), "{page}");
        assert!(!page.contains("<script>") && !page.contains("href=\"javascript"), "{page}");
        assert!(!page.contains("ana@example.org"), "a private field reached the page");
        let links = links(&page);
        for link in ["/author/ana-lei", "/tag/insula", "/blog/older", "/blog/twin"] {
            assert!(links.contains(&link), "{link} is not in {links:?}");
        }
        assert!(page.contains("<link rel=\"canonical\" href=\"http://localhost:8080/blog/middle-b\">"), "{page}");
        assert!(html(&app, "/blog/twin").await.contains("/blog/newer"));
    }

    async fn lists_are_paginated_newest_first_and_end(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let tag = create_published(&app.editor(), "tag", json!({"name": "Common"})).await;
        for number in 0..30 {
            post(&app, number, json!({"title": format!("Number {number}"), "body": "b", "tags": [tag.document]})).await;
        }
        for base in ["", "/blog", "/tag/common"] {
            let first = html(&app, if base.is_empty() { "/" } else { base }).await;
            let newest = first.find("/blog/number-0\"").expect("the newest is on the first page");
            assert!(newest < first.find("/blog/number-1\"").expect("so is the next"), "{base}");
            assert!(links(&first).contains(&format!("{base}/page/2").as_str()), "{base}");
            let last = html(&app, &format!("{base}/page/3")).await;
            assert!(last.contains("/blog/number-29\"") && !last.contains("/page/4"), "{base}");
            missing(&app, &format!("{base}/page/4")).await;
            missing(&app, &format!("{base}/page/0")).await;
            missing(&app, &format!("{base}/page/18446744073709551615")).await;
        }
        missing(&app, "/blog/number-1/page/2").await;
    }

    async fn one_spelling_of_a_path_is_answered(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let document = post(&app, 1, json!({"title": "Here", "body": "b"})).await;
        for (path, target) in [
            ("/blog/here/".to_owned(), "/blog/here"),
            ("/blog/".to_owned(), "/blog"),
            ("/blog/page/1".to_owned(), "/blog"),
            ("/page/1".to_owned(), "/"),
            ("/en".to_owned(), "/"),
            ("/EN/blog/page/1".to_owned(), "/blog"),
            ("/en/blog/here".to_owned(), "/blog/here"),
            (format!("/go/{document}"), "/blog/here"),
        ] {
            assert_eq!(moved(&app, &path).await, target, "{path}");
        }
        for path in ["/nothing/", "/blog/here/more", "/BLOG/here", "/go/x", "/%ff", "/tag", "/tag/page/2", "/page/x", "/en/nothing", "/fr", "/fr/blog", "//blog", "/blog//here", "/blog/./here", "/blog%2fhere", "/blog/here%00"] {
            missing(&app, path).await;
        }
        let arabic = post(&app, 1, json!({"title": "مرحبا بالعالم", "body": "b"})).await;
        let path = moved(&app, &format!("/go/{arabic}")).await;
        assert!(path.starts_with("/blog/%D9%85") && html(&app, &path).await.contains("مرحبا"), "{path}");
        assert_eq!(moved(&app, &path.to_lowercase()).await, path, "one spelling of an encoded character");
    }

    async fn a_changed_slug_leaves_the_old_path_behind(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let document = post(&app, 1, json!({"title": "First", "body": "b"})).await;
        let input = SaveInput { data: object(json!({"slug": "second"})), ..SaveInput::default() };
        galley_app::entries::save::save(&app.editor(), document, &Locale::none(), Expected::Any, &input)
            .await
            .expect("the draft is saved");
        assert!(html(&app, "/blog/first").await.contains("First"), "a draft changes nothing");
        publish::publish(&app.editor(), document, &Locale::none(), Expected::Any).await.expect("it is published");
        assert_eq!(moved(&app, "/blog/first").await, "/blog/second");
        assert_eq!(moved(&app, "/blog/first/").await, "/blog/second");
    }

    async fn nothing_unpublished_reaches_a_page(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let editor = app.editor();
        let tag = create_published(&editor, "tag", json!({"name": "Shown"})).await;
        let draft = create(&editor, "post", json!({"title": "Secret plan", "body": "b", "tags": [tag.document]})).await;
        let gone = post(&app, 1, json!({"title": "Gone away", "body": "b", "tags": [tag.document]})).await;
        unpublish::unpublish(&editor, gone, &Locale::none(), Expected::Any).await.expect("it is unpublished");
        let thrown = post(&app, 1, json!({"title": "Thrown away", "body": "b", "tags": [tag.document]})).await;
        trash::trash(&editor, thrown, &TrashScope::Document, Expected::Any).await.expect("it is thrown away");
        for path in ["/", "/blog", "/tag/shown"] {
            let page = html(&app, path).await;
            assert!(!page.contains("Secret") && !page.contains("away"), "{path}: {page}");
        }
        let documents = [draft.state.document, gone, thrown];
        let lasting = documents.map(|document| format!("/go/{document}"));
        let named = ["/blog/secret-plan", "/blog/gone-away", "/blog/thrown-away"].map(str::to_owned);
        for path in lasting.into_iter().chain(named) {
            let page = missing(&app, &path).await;
            assert!(!page.contains("Secret plan") && !page.contains(" away"), "{path}: {page}");
        }
    }

    async fn a_missing_page_offers_what_is_like_it(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        post(&app, 2, json!({"title": "Announcing Rust 1.88", "body": "b"})).await;
        post(&app, 1, json!({"title": "Other news", "body": "b"})).await;
        let page = missing(&app, "/2025/06/26/announcing-rust-1-89.html").await;
        assert!(page.contains("/blog/announcing-rust-1-88") && !page.contains("/blog/other-news"), "{page}");
        let hostile = missing(&app, "/%3Cscript%3Ealert(1)%3C/script%3E").await;
        assert!(!hostile.contains("<script>"), "{hostile}");
    }

    async fn a_missing_page_like_nothing_offers_the_newest(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        for number in 0..8 {
            post(&app, number, json!({"title": format!("Number {number}"), "body": "b"})).await;
        }
        let page = missing(&app, "/zzz").await;
        let found: Vec<&str> = links(&page).into_iter().filter(|link| link.starts_with("/blog/")).collect();
        assert_eq!(found, ["/blog/number-0", "/blog/number-1", "/blog/number-2", "/blog/number-3", "/blog/number-4"]);
    }

    async fn the_front_page_ends_with_sections_of_what_it_does_not_show_above(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let [often, rarely] = ["Often", "Rarely"].map(|name| json!({"name": name}));
        let often = create_published(&app.editor(), "tag", often).await.document;
        let rarely = create_published(&app.editor(), "tag", rarely).await.document;
        for number in 0..30 {
            let tags = if number == 14 { vec![rarely] } else { vec![often, rarely] };
            post(&app, number, json!({"title": format!("Number {number}"), "body": "b", "tags": tags})).await;
        }
        let page = html(&app, "/").await;
        let (above, sections) = page.split_once("<div class=\"sections\">").expect("there are sections");
        assert!(links(above).contains(&"/blog/number-12"), "{above}");
        let shown: Vec<&str> = links(sections).into_iter().take(6).collect();
        let expected = ["/tag/often", "/blog/number-13", "/blog/number-15", "/blog/number-16", "/blog/number-17"];
        assert_eq!(shown.get(..5), Some(expected.as_slice()), "{sections}");
        assert!(!sections.contains("/tag/rarely"), "one entry is no section: {sections}");
        assert!(!html(&app, "/page/2").await.contains("class=\"sections\""));
    }

    async fn an_entry_leads_to_those_that_share_most_with_it(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let editor = app.editor();
        let author = json!({"name": "Ana Lei", "bio": "Ana <b>sets</b> type."});
        let author = create_published(&editor, "author", author).await.document;
        let first = create_published(&editor, "tag", json!({"name": "First"})).await.document;
        let second = create_published(&editor, "tag", json!({"name": "Second"})).await.document;
        post(&app, 30, json!({"title": "Both", "body": "b", "tags": [first, second]})).await;
        post(&app, 5, json!({"title": "One", "body": "b", "tags": [first]})).await;
        post(&app, 4, json!({"title": "None", "body": "b"})).await;
        create(&editor, "post", json!({"title": "Draft", "body": "b", "tags": [first, second]})).await;
        post(&app, 20, json!({"title": "Before", "body": "b"})).await;
        let data = json!({"title": "This", "body": "b", "tags": [first, second], "author": author});
        post(&app, 19, data).await;
        post(&app, 18, json!({"title": "After", "body": "b"})).await;
        let page = html(&app, "/blog/this").await;
        assert!(page.contains("Ana &lt;b&gt;sets&lt;/b&gt; type."), "{page}");
        let (_, related) = page.split_once("class=\"related\"").expect("something is related");
        let found: Vec<&str> = links(related).into_iter().filter(|link| link.starts_with("/blog/")).collect();
        assert_eq!(found, ["/blog/both", "/blog/one"]);
        // Without tags the author leads on.
        post(&app, 3, json!({"title": "Hers", "body": "b", "author": author})).await;
        let page = html(&app, "/blog/hers").await;
        let (_, related) = page.split_once("class=\"related\"").expect("something is related");
        assert!(related.contains("/blog/this"), "{related}");
        assert!(!html(&app, "/blog/before").await.contains("class=\"related\""));
    }

    async fn an_empty_site_has_a_front_page(database: TestDatabase) {
        let app = TestApp::on(database).await;
        assert!(html(&app, "/").await.contains("Galley"));
        missing(&app, "/blog").await;
    }
}
