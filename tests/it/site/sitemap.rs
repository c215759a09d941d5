//! What machines read of the whole site: the sitemap and `robots.txt`.

use std::collections::BTreeMap;

use galley_app::AppError;
use galley_app::entries::save::SaveInput;
use galley_app::entries::{Expected, publish, unpublish};
use galley_app::pages::{self, PageAnswer};
use galley_app::settings::SitePatch;
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::patch::Patch;
use galley_domain::roles::Role;
use galley_domain::routes::SiteFile;
use galley_domain::schema::file::Source;
use galley_tests::app::{START, TestApp};
use galley_tests::database::{Backend, TestDatabase};
use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use roxmltree::{Document, Node};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use crate::entries::{create, create_published, object};

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const BASE: &str = "http://localhost:8080";

/// Addresses with their last change.
type Urls = BTreeMap<String, Option<String>>;

async fn file(app: &TestApp, file: SiteFile) -> Option<String> {
    match pages::site_file(&app.anonymous(), file).await.expect("the site answers")? {
        PageAnswer::File { body, .. } => Some(String::from_utf8(body).expect("a sitemap is UTF-8")),
        other => panic!("{file:?} is no file: {other:?}"),
    }
}

async fn sitemap(app: &TestApp) -> Urls {
    urls(&file(app, SiteFile::Sitemap).await.expect("there is a sitemap"))
}

fn urls(xml: &str) -> Urls {
    let document = Document::parse(xml).expect("a sitemap is XML");
    assert!(document.root_element().has_tag_name((SITEMAP, "urlset")), "{xml}");
    let text = |url: Node<'_, '_>, name| {
        let found = url.children().find(|node| node.has_tag_name((SITEMAP, name)));
        found.and_then(|node| node.text()).map(str::to_owned)
    };
    let pages = document.root_element().children().filter(Node::is_element);
    pages.map(|url| (text(url, "loc").expect("an address"), text(url, "lastmod"))).collect()
}

/// The path of each page that names languages, with those and their paths.
fn languages(xml: &str) -> BTreeMap<String, Vec<(String, String)>> {
    let path = |url: &str| url.strip_prefix(BASE).expect("an address of the site").to_owned();
    let document = Document::parse(xml).expect("a sitemap is XML");
    let pages = document.root_element().children().filter(Node::is_element);
    let language =
        |node: Node<'_, '_>| Some((node.attribute("hreflang")?.to_owned(), path(node.attribute("href")?)));
    pages
        .map(|url| {
            let loc = url.children().find(|node| node.has_tag_name((SITEMAP, "loc")));
            let loc = loc.and_then(|node| node.text()).expect("an address");
            (path(loc), url.children().filter_map(language).collect())
        })
        .collect()
}

async fn post(app: &TestApp, data: Value) -> DocumentId {
    let published_at = Patch::Value(START - 86_400_000_000);
    let input = SaveInput { data: object(data), published_at, ..SaveInput::default() };
    let name = "post".parse().expect("a type name");
    let written = publish::create_published(&app.editor(), &name, &Locale::none(), &input).await;
    written.expect("the post is published").state.document
}

on_each_database! {
    async fn the_sitemap_has_what_anybody_may_read(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let editor = app.editor();
        create_published(&editor, "tag", json!({"name": "Ínsula"})).await;
        create_published(&editor, "page", json!({"title": "About", "body": "b"})).await;
        post(&app, json!({"title": "Seen", "body": "b"})).await;
        post(&app, json!({"title": "مرحبا", "body": "b"})).await;
        post(&app, json!({"title": "Unlisted", "body": "b", "seo": {"noindex": true}})).await;
        post(&app, json!({"title": "Listed", "body": "b", "seo": {"noindex": false}})).await;
        create(&editor, "post", json!({"title": "Draft", "body": "b"})).await;
        let gone = post(&app, json!({"title": "Gone", "body": "b"})).await;
        unpublish::unpublish(&editor, gone, &Locale::none(), Expected::Any).await.expect("it is unpublished");
        let moved = post(&app, json!({"title": "Moved", "body": "b"})).await;
        app.wait_minutes(5);
        let input = SaveInput { data: object(json!({"slug": "new-place"})), ..SaveInput::default() };
        galley_app::entries::save::save(&editor, moved, &Locale::none(), Expected::Any, &input).await.expect("saved");
        publish::publish(&editor, moved, &Locale::none(), Expected::Any).await.expect("published");

        let sitemap = sitemap(&app).await;
        let paths: Vec<&str> = sitemap.keys().filter_map(|url| url.strip_prefix(BASE)).collect();
        assert_eq!(paths, ["/", "/about", "/blog", "/blog/%D9%85%D8%B1%D8%AD%D8%A8%D8%A7", "/blog/listed", "/blog/new-place", "/blog/seen", "/tag/insula"]);
        let changed = |path: &str| sitemap[&format!("{BASE}{path}")].as_deref();
        assert_eq!(changed("/blog/seen"), Some("2026-11-20T12:00:00.000Z"), "publishing is not a change");
        assert_eq!(changed("/blog/new-place"), Some("2026-11-21T12:05:00.000Z"));
        assert_eq!(changed("/blog"), None);
        assert_eq!(file(&app, SiteFile::SitemapPart(1)).await, None, "there are no parts");
    }

    async fn versions_in_other_languages_name_each_other(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let files = json!({
            "kind": "collectionType",
            "info": {"singularName": "story", "pluralName": "stories", "displayName": "Story"},
            "pluginOptions": {"i18n": {"localized": true}},
            "galley": {"public": true, "route": "/stories/{slug}"},
            "attributes": {
                "title": {"type": "string", "pluginOptions": {"i18n": {"localized": true}}},
                "slug": {"type": "uid", "targetField": "title", "pluginOptions": {"i18n": {"localized": true}}},
                "body": {"type": "richtext"},
            },
        });
        let source = Source { path: "story.json".to_owned(), text: files.to_string() };
        galley_app::content_types::apply(&app.system(), &[source]).await.expect("it is a model");
        let settings = galley_app::settings::load(&app.app.store).await.expect("the settings are readable");
        let locales = ["en", "pt-BR"].map(|code| code.parse().expect("a locale code")).to_vec();
        let patch = SitePatch { locales: Some(locales), ..SitePatch::default() };
        galley_app::settings::update(&app.user(1, Role::Owner), settings.version, patch).await.expect("changed");
        let locale = |code: &str| code.parse::<Locale>().expect("a locale code");
        let name = "story".parse().expect("a type name");
        let input = |title: &str| SaveInput { data: object(json!({"title": title, "body": "b"})), ..SaveInput::default() };
        let editor = app.editor();
        let both = publish::create_published(&editor, &name, &locale("en"), &input("Hello")).await.expect("published");
        let document = both.state.document;
        galley_app::entries::save::save(&editor, document, &locale("pt-BR"), Expected::Any, &input("Olá")).await.expect("saved");
        publish::publish(&editor, document, &locale("pt-BR"), Expected::Any).await.expect("published");
        publish::create_published(&editor, &name, &locale("pt-BR"), &input("Só")).await.expect("published");

        let xml = file(&app, SiteFile::Sitemap).await.expect("there is a sitemap");
        let languages = languages(&xml);
        let both = vec![("en".to_owned(), "/stories/hello".to_owned()), ("pt-BR".to_owned(), "/pt-BR/stories/ola".to_owned())];
        assert_eq!(languages["/stories/hello"], both);
        assert_eq!(languages["/pt-BR/stories/ola"], both);
        assert_eq!(languages["/pt-BR/stories/so"], [], "what has one language needs no list of them");
        assert!(languages.contains_key("/pt-BR") && languages.contains_key("/pt-BR/stories"), "{xml}");
    }

    async fn a_site_that_hides_from_search_engines_says_so(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let open = file(&app, SiteFile::Robots).await.expect("there is a robots.txt");
        assert!(open.contains("Disallow: /admin\n") && !open.contains("Disallow: /\n"), "{open}");
        let settings = galley_app::settings::load(&app.app.store).await.expect("the settings are readable");
        let patch = SitePatch { discourage_search_engines: Some(true), ..SitePatch::default() };
        galley_app::settings::update(&app.user(1, Role::Owner), settings.version, patch).await.expect("changed");
        assert_eq!(file(&app, SiteFile::Robots).await.as_deref(), Some("User-agent: *\nDisallow: /\n"));
    }

    async fn an_empty_site_has_its_front_page(database: TestDatabase) {
        let app = TestApp::on(database).await;
        assert_eq!(sitemap(&app).await.into_keys().collect::<Vec<_>>(), [format!("{BASE}/")]);
    }
}

/// Pages without anything behind them but what the sitemap reads.
const MADE: [&str; 3] = [
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
    INSERT INTO documents (id, content_type_id, created_at)
    SELECT randomblob(16), (SELECT id FROM content_types WHERE singular = 'post'), 0 FROM n",
    "INSERT INTO entries (document_id, content_type_id, locale, stage, version, schema_version, published_at,
        created_at, updated_at, served, data)
    SELECT id, content_type_id, '', 1, 1, 1, 0, 0, 0, '', '{}' FROM documents",
    "INSERT INTO routes (path_hash, kind, content_type_id, document_id, locale, created_at, path)
    SELECT randomblob(32), 0, content_type_id, document_id, '', 0, '/blog/' || id FROM entries",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_site_has_a_sitemap_in_parts() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let connection = database.connect().await;
    let app = TestApp::blog_on(database).await;
    for statement in MADE {
        connection.execute_unprepared(statement).await.expect("the rows are written");
    }
    let index = file(&app, SiteFile::Sitemap).await.expect("there is an index");
    let document = Document::parse(&index).expect("an index is XML");
    assert!(document.root_element().has_tag_name((SITEMAP, "sitemapindex")), "{index}");
    let parts = document.descendants().filter(|node| node.has_tag_name((SITEMAP, "loc")));
    let parts: Vec<&str> = parts.filter_map(|node| node.text()).collect();
    assert_eq!(parts, [1, 2, 3, 4].map(|number| format!("{BASE}/sitemap-{number}.xml")));
    let mut found = Urls::new();
    for number in 1..=4 {
        let part = urls(&file(&app, SiteFile::SitemapPart(number)).await.expect("there is this part"));
        assert!((14_000..16_000).contains(&part.len()), "part {number} has {} addresses", part.len());
        found.extend(part);
    }
    // The front page and the list of posts are the two that are no entries.
    assert_eq!(found.len(), 60_002, "every page is in one part");
    assert_eq!(file(&app, SiteFile::SitemapPart(5)).await, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_file_of_the_sitemap_is_made_at_a_time() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let app = TestApp::blog_on(database).await;
    let held = app.app.sitemap.acquire().await.expect("nobody else makes one");
    let refused = pages::site_file(&app.anonymous(), SiteFile::Sitemap).await;
    assert!(matches!(refused, Err(AppError::Unavailable { .. })), "{refused:?}");
    drop(held);
    assert_eq!(sitemap(&app).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crawlers_are_told_where_the_sitemap_is() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    let client = server.anonymous();
    let robots = client.get("/robots.txt").await.expect_status(200);
    assert_eq!(robots.header("content-type"), Some("text/plain; charset=utf-8"));
    let place = robots.text.lines().find_map(|line| line.strip_prefix("Sitemap: ")).expect("it is named");
    let place = place.strip_prefix(&server.url("")).expect("on this site").to_owned();
    let sitemap = client.get(&place).await.expect_status(200);
    assert_eq!(sitemap.header("content-type"), Some("application/xml; charset=utf-8"));
    assert!(urls(&sitemap.text).contains_key(&server.url("/")), "{}", sitemap.text);
    for path in ["/sitemap-1.xml", "/sitemap-0.xml", "/sitemap.xml/", "/sitemap-x.xml", "/robots.txt/"] {
        client.get(path).await.expect_status(404);
    }
}
