//! Feeds of lists and terms: what is in them, what never is, and what they cost.

use std::sync::Arc;

use galley_app::entries::save::SaveInput;
use galley_app::entries::{Expected, publish, save, unpublish};
use galley_app::pages::{self, PageAnswer};
use galley_domain::locales::Locale;
use galley_domain::patch::Patch;
use galley_tests::app::{START, TestApp};
use galley_tests::database::{Backend, TestDatabase};
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

use crate::entries::{create, create_published, object};

const HOUR: i64 = 3_600_000_000;

pub(super) async fn file(app: &TestApp, path: &str) -> (&'static str, String) {
    match pages::page(&app.anonymous(), path).await.expect("the site answers") {
        PageAnswer::File { content_type, body, .. } => {
            (content_type, String::from_utf8(body).expect("a feed is UTF-8"))
        }
        other => panic!("{path} is no file: {other:?}"),
    }
}

async fn items(app: &TestApp, path: &str) -> Vec<Value> {
    let (_, text) = file(app, path).await;
    let feed: Value = serde_json::from_str(&text).expect("a JSON feed is JSON");
    feed["items"].as_array().expect("a feed has items").clone()
}

fn titles(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(|item| item["title"].as_str()).collect()
}

async fn post(app: &TestApp, hours_ago: i64, data: Value) -> galley_domain::ids::DocumentId {
    let input = SaveInput {
        data: object(data),
        published_at: Patch::Value(START - hours_ago * HOUR),
        ..SaveInput::default()
    };
    let name = "post".parse().expect("a type name");
    let written = publish::create_published(&app.editor(), &name, &Locale::none(), &input).await;
    written.expect("the post is published").state.document
}

on_each_database! {
    async fn every_list_and_term_has_three_feeds(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let editor = app.editor();
        let author = create_published(&editor, "author", json!({"name": "Ana Lei", "bio": "Writes."})).await.document;
        let tag = create_published(&editor, "tag", json!({"name": "Ínsula"})).await.document;
        post(&app, 2, json!({"title": "Tagged", "body": "[there](/about) **bold**", "author": author, "tags": [tag]})).await;
        post(&app, 1, json!({"title": "Plain", "body": "b"})).await;
        for (base, expected) in [
            ("", vec!["Plain", "Tagged"]),
            ("/blog", vec!["Plain", "Tagged"]),
            ("/tag/insula", vec!["Tagged"]),
            ("/author/ana-lei", vec!["Tagged"]),
        ] {
            assert_eq!(titles(&items(&app, &format!("{base}/feed.json")).await), expected, "{base}");
            let (content_type, atom) = file(&app, &format!("{base}/feed.xml")).await;
            assert_eq!(content_type, "application/atom+xml; charset=utf-8");
            assert!(atom.contains(&format!("href=\"http://localhost:8080{base}/feed.xml\"")), "{atom}");
            let (content_type, rss) = file(&app, &format!("{base}/rss.xml")).await;
            assert_eq!(content_type, "application/rss+xml; charset=utf-8");
            for feed in [&atom, &rss] {
                assert!(feed.contains("http://localhost:8080/about") && feed.contains("&lt;strong&gt;"), "{feed}");
                assert!(feed.contains("<name>Ana Lei</name>") || feed.contains("<dc:creator>Ana Lei</dc:creator>"), "{feed}");
                let found = [feed.find(">Plain<"), feed.find(">Tagged<")];
                assert_eq!(found.map(|place| place.is_some()), [expected.len() == 2, true], "{feed}");
            }
        }
        let (_, atom) = file(&app, "/author/ana-lei/feed.xml").await;
        assert!(atom.contains("<title>Ana Lei – Galley</title>") && atom.contains("<subtitle>Writes.</subtitle>"), "{atom}");
    }

    async fn an_entry_is_itself_for_ever_and_says_when_it_changed(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let document = post(&app, 48, json!({"title": "First", "body": "b"})).await;
        let before = items(&app, "/feed.json").await;
        assert_eq!(before[0]["date_modified"], before[0]["date_published"], "what is imported has its own time");
        app.wait_minutes(30);
        let input = SaveInput { data: object(json!({"slug": "second"})), ..SaveInput::default() };
        save::save(&app.editor(), document, &Locale::none(), Expected::Any, &input).await.expect("the draft is saved");
        assert_eq!(items(&app, "/feed.json").await, before, "a draft changes nothing");
        publish::publish(&app.editor(), document, &Locale::none(), Expected::Any).await.expect("it is published");
        let after = items(&app, "/feed.json").await;
        assert_eq!(after[0]["url"], "http://localhost:8080/blog/second");
        assert_eq!(after[0]["id"], before[0]["id"]);
        assert_eq!(after[0]["id"], json!(format!("urn:uuid:{}", document.uuid().hyphenated())));
        assert_eq!(after[0]["date_modified"], "2026-11-21T12:30:00.000Z");
    }

    async fn nothing_unpublished_or_private_reaches_a_feed(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let editor = app.editor();
        let author = create_published(&editor, "author", json!({"name": "Ana", "email": "ana@example.org"})).await.document;
        let tag = create(&editor, "tag", json!({"name": "Unshown"})).await.state.document;
        create(&editor, "post", json!({"title": "Secret plan", "body": "b", "author": author})).await;
        let gone = post(&app, 1, json!({"title": "Gone away", "body": "b", "author": author})).await;
        unpublish::unpublish(&editor, gone, &Locale::none(), Expected::Any).await.expect("it is unpublished");
        post(&app, 1, json!({"title": "There", "body": "b", "author": author, "tags": [tag]})).await;
        for path in ["/feed.xml", "/rss.xml", "/feed.json", "/blog/feed.xml", "/author/ana/rss.xml"] {
            let (_, feed) = file(&app, path).await;
            assert!(feed.contains("There"), "{path}: {feed}");
            for hidden in ["Secret plan", "Gone away", "ana@example.org", "Unshown"] {
                assert!(!feed.contains(hidden), "{path}: {feed}");
            }
        }
        for path in ["/tag/unshown/feed.xml", "/blog/there/feed.xml", "/nothing/rss.xml", "/blog/page/2/feed.xml"] {
            let answer = pages::page(&app.anonymous(), path).await.expect("the site answers");
            assert!(matches!(answer, PageAnswer::Missing { .. }), "{path}: {answer:?}");
        }
    }

    async fn a_feed_costs_the_same_whatever_it_shows(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let tag = create_published(&app.editor(), "tag", json!({"name": "Common"})).await.document;
        let mut costs = Vec::new();
        for number in 0..25 {
            let own = create_published(&app.editor(), "tag", json!({"name": format!("Own {number}")})).await.document;
            post(&app, number, json!({"title": format!("Number {number}"), "body": "b", "tags": [tag, own]})).await;
            if matches!(number, 0 | 24) {
                let moment = Arc::new(app.app.store.reading().await.expect("a moment"));
                let answer = pages::page_of(&app.anonymous(), Arc::clone(&moment), "/tag/common/feed.json").await;
                assert!(matches!(answer, Ok(PageAnswer::File { .. })), "{answer:?}");
                costs.push(moment.statements());
            }
        }
        assert_eq!(costs[0], costs[1]);
        let newest = items(&app, "/tag/common/feed.json").await;
        assert_eq!((newest.len(), newest[0]["title"].as_str()), (20, Some("Number 0")));
    }

    async fn a_feed_leads_through_all_entries_page_by_page(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        for number in 0..45 {
            post(&app, number, json!({"title": format!("Number {number}"), "body": "b"})).await;
        }
        let mut url = "/blog/feed.json".to_owned();
        let mut seen = Vec::new();
        let mut documents = 0;
        loop {
            let (_, text) = file(&app, &url).await;
            let feed: Value = serde_json::from_str(&text).expect("a JSON feed is JSON");
            seen.extend(titles(feed["items"].as_array().expect("items")).into_iter().map(str::to_owned));
            documents += 1;
            match feed["next_url"].as_str() {
                Some(next) => next.strip_prefix("http://localhost:8080").expect("on this site").clone_into(&mut url),
                None => break,
            }
        }
        let expected: Vec<String> = (0..45).map(|number| format!("Number {number}")).collect();
        assert_eq!((documents, seen), (3, expected));
        let (_, second) = file(&app, "/blog/page/2/feed.xml").await;
        for (relation, path) in
            [("self", "page/2/feed.xml"), ("first", "feed.xml"), ("previous", "feed.xml"), ("next", "page/3/feed.xml")]
        {
            let link = format!("<link rel=\"{relation}\" type=\"application/atom+xml\" href=\"http://localhost:8080/blog/{path}\"/>");
            assert!(second.contains(&link), "{link} in {second}");
        }
        let (_, last) = file(&app, "/blog/page/3/feed.xml").await;
        assert!(!last.contains("rel=\"next\""), "{last}");
        for (path, to) in [("/blog/page/1/feed.xml", "/blog/feed.xml"), ("/page/1/rss.xml", "/rss.xml")] {
            let answer = pages::page(&app.anonymous(), path).await.expect("the site answers");
            assert!(matches!(&answer, PageAnswer::Moved { path, .. } if path == to), "{answer:?}");
        }
        for path in ["/blog/page/4/feed.xml", "/blog/page/99999999999/feed.xml"] {
            let answer = pages::page(&app.anonymous(), path).await.expect("the site answers");
            assert!(matches!(answer, PageAnswer::Missing { .. }), "{path}: {answer:?}");
        }
    }

    async fn the_id_of_a_list_is_its_own_and_names_no_address(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        post(&app, 1, json!({"title": "A", "body": "b"})).await;
        let id = |feed: &str| {
            let (_, rest) = feed.split_once("<id>").expect("a feed has an id");
            rest.split_once("</id>").expect("it ends").0.to_owned()
        };
        let front = id(&file(&app, "/feed.xml").await.1);
        let list = id(&file(&app, "/blog/feed.xml").await.1);
        assert!(front.starts_with("urn:uuid:") && list.starts_with("urn:uuid:") && front != list, "{front} {list}");
        assert_eq!(id(&file(&app, "/blog/feed.xml").await.1), list);
    }

    async fn each_locale_has_its_feeds(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let settings = galley_app::settings::load(&app.app.store).await.expect("the settings are readable");
        let locales = ["en", "pt-BR"].map(|code| code.parse().expect("a locale code"));
        let patch = galley_app::settings::SitePatch { locales: Some(locales.to_vec()), ..Default::default() };
        let admin = app.user(1, galley_domain::roles::Role::Owner);
        galley_app::settings::update(&admin, settings.version, patch).await.expect("the settings change");
        post(&app, 1, json!({"title": "Everywhere", "body": "b"})).await;
        let (_, atom) = file(&app, "/pt-BR/feed.xml").await;
        assert!(atom.contains("xml:lang=\"pt-BR\"") && atom.contains("Everywhere"), "{atom}");
        assert!(atom.contains("href=\"http://localhost:8080/pt-BR/feed.xml\""), "{atom}");
    }

    async fn a_site_that_lists_nothing_has_no_feed(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let answer = pages::page(&app.anonymous(), "/feed.xml").await.expect("the site answers");
        assert!(matches!(answer, PageAnswer::Missing { .. }), "{answer:?}");
    }

    async fn the_texts_of_a_feed_are_rendered_up_to_a_limit(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        for (hours, title, words) in [(3, "Older", 1), (2, "Long", 120_000), (1, "Newer", 120_000)] {
            post(&app, hours, json!({"title": title, "body": "word ".repeat(words)})).await;
        }
        let items = items(&app, "/feed.json").await;
        assert_eq!(titles(&items), ["Newer", "Long", "Older"]);
        let lengths = items.iter().map(|item| item["content_html"].as_str().map_or(0, str::len));
        assert_eq!(lengths.collect::<Vec<_>>(), [600_007, 0, 12]);
        assert!(items[1]["summary"].as_str().is_some_and(|summary| summary.starts_with("word word")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_feed_travels_as_what_it_is_and_is_not_sent_twice() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    let editor = server.token("editor");
    editor.post("/api/posts", &json!({"data": {"title": "Hello", "body": "Text"}})).await.expect_status(201);
    let client = server.anonymous();
    let feed = client.get("/feed.xml").await.expect_status(200);
    assert_eq!(feed.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    assert_eq!(feed.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(feed.header("cache-control"), Some("public, max-age=0, must-revalidate"));
    let tag = feed.header("etag").expect("a feed has a tag").to_owned();
    let again = client.send(reqwest::Method::GET, "/feed.xml", &[("if-none-match", &tag)], None).await;
    assert_eq!(again.status.as_u16(), 304);
    let moved = client.get("/feed.xml/").await.expect_status(301);
    assert_eq!(moved.header("location"), Some("/feed.xml"));
}
