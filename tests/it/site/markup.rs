//! What every page of the shipped theme keeps to, whatever it shows: headings in order, names for what cannot be seen,
//! and links that lead somewhere.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use galley_app::pages::{self, PageAnswer};
use galley_domain::ids::DocumentId;
use galley_tests::app::TestApp;
use galley_tests::database::{Backend, TestDatabase};
use galley_tests::server::TestServer;
use serde_json::json;

use super::head::upload;
use crate::entries::create_published;

/// Something of everything that a text can hold, with headings as people should write them.
const BODY: &str = "Text with `code`, a [link](#table) and a note.[^1]\n\n## Part\n\n### Below\n\n```rust\nfn a() {}\n```\n\n\
    ## Table\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\n> [!NOTE]\n> Mind this.\n\n[^1]: The note.\n";

/// A site with every kind of page, with titles that want to be markup.
async fn site() -> TestApp {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let app = TestApp::blog_on(database).await;
    let editor = app.editor();
    let cover = upload(&app, "cover.gif").await.id;
    let author = json!({"name": "Ana Lei", "bio": "Sets type.", "avatar": cover});
    let author = create_published(&editor, "author", author).await.document;
    let category = create_published(&editor, "category", json!({"name": "Craft & <trade>"})).await.document;
    let tag = create_published(&editor, "tag", json!({"name": "Ink"})).await.document;
    for number in 0..30 {
        let mut data = json!({"title": format!("Number {number}: `a < b` & \"c\""), "body": BODY});
        if number % 3 > 0 {
            data["author"] = json!(author);
            data["categories"] = json!([category]);
            data["tags"] = json!([tag]);
        }
        if number % 4 == 0 {
            data["cover"] = json!(cover);
        }
        create_published(&editor, "post", data).await;
    }
    let page = async |title: &str, parent: Option<DocumentId>| {
        let data = json!({"title": title, "body": BODY, "parent": parent});
        create_published(&editor, "page", data).await.document
    };
    let about = page("About", None).await;
    let people = page("The people", Some(about)).await;
    page("One of them", Some(people)).await;
    app
}

/// Every page that can be reached from the front page or the list, and one that is not there.
async fn pages_of(app: &TestApp) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut seen: BTreeSet<String> = ["/", "/blog", "/nowhere"].map(str::to_owned).into();
    let mut next: VecDeque<String> = seen.iter().cloned().collect();
    while let Some(path) = next.pop_front() {
        let html = match pages::page(&app.anonymous(), &path).await.expect("the site answers") {
            PageAnswer::Html { page, .. } => page.html,
            PageAnswer::Missing { page } if path == "/nowhere" => page.html,
            PageAnswer::File { .. } => continue,
            other => panic!("a link leads to {path}, which is {other:?}"),
        };
        for link in values(&html, "href") {
            let link = link.strip_prefix("http://localhost:8080").unwrap_or(link);
            let path = link.split('#').next().unwrap_or_default();
            let is_page =
                path.starts_with('/') && !path.starts_with("/assets/") && !path.starts_with("/media/");
            if is_page && seen.insert(path.to_owned()) {
                next.push_back(path.to_owned());
            }
        }
        found.insert(path, html);
    }
    found
}

/// The inner text of every tag of a name, such as `img src="…" alt=""`.
fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let tags = html.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    tags.filter(|tag| tag.split([' ', '/']).next() == Some(name)).collect()
}

/// The values of an attribute wherever it stands.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let marker = format!(" {attribute}=\"");
    let starts = html.match_indices(&marker).map(|(at, marker)| at + marker.len());
    starts.filter_map(|at| html.get(at..)?.split('"').next()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_can_be_read_by_everybody() {
    let app = site().await;
    let pages = pages_of(&app).await;
    for path in [
        "/page/2",
        "/blog",
        "/author/ana-lei",
        "/tag/ink",
        "/category/craft-trade",
        "/about/the-people/one-of-them",
    ] {
        assert!(pages.contains_key(path), "nothing leads to {path}");
    }
    for (path, html) in &pages {
        let headings: Vec<u32> = (1..=6)
            .fold(Vec::new(), |mut found, level| {
                let marker = format!("<h{level}");
                found.extend(html.match_indices(&marker).map(|(at, _)| (at, level)));
                found
            })
            .into_iter()
            .collect::<BTreeMap<usize, u32>>()
            .into_values()
            .collect();
        assert_eq!(
            headings.iter().filter(|level| **level == 1).count(),
            1,
            "{path} has headings {headings:?}"
        );
        for pair in headings.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{path} leaves out a rank: {headings:?}");
        }
        let root = tags(html, "html");
        assert!(root[0].contains(" lang=\"en\"") && root[0].contains(" dir=\"ltr\""), "{path}: {root:?}");
        for picture in tags(html, "img") {
            assert!(picture.contains(" alt=\""), "{path} has a picture without a text: {picture}");
        }
        for place in tags(html, "nav") {
            assert!(place.contains(" aria-label"), "{path} has a place without a name: {place}");
        }
        let ids = values(html, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "{path} has an id twice: {ids:?}");
        let named = values(html, "aria-labelledby").into_iter();
        let inside = values(html, "href").into_iter().filter_map(|link| link.strip_prefix('#'));
        for id in named.chain(inside) {
            assert!(known.contains(id), "{path} points to #{id}, which is not there");
        }
        // The policy of the site would refuse them.
        assert!(values(html, "style").is_empty() && values(html, "onclick").is_empty(), "{path}");
        let scripts = tags(html, "script");
        assert!(scripts.iter().all(|script| script.contains("application/ld+json")), "{path}: {scripts:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn code_in_a_title_is_code_and_nothing_else_is_markup() {
    let app = site().await;
    let pages = pages_of(&app).await;
    let shown = "Number 29: <code>a &lt; b</code> &amp; &quot;c&quot;";
    for path in ["/", "/blog", "/category/craft-trade", "/blog/number-29-a-b-c", "/nowhere"] {
        let html = &pages[path];
        assert!(html.contains(shown), "{path}: {html}");
        assert!(!html.contains('`'), "{path} shows a backtick");
    }
    let html = &pages["/blog/number-29-a-b-c"];
    let head = html.split("</head>").next().unwrap_or_default();
    assert!(head.contains("<title>Number 29: a &lt; b &amp; &quot;c&quot; – Galley</title>"), "{head}");
    assert!(!head.contains("<code>"), "{head}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_a_tree_leads_up_and_down() {
    let app = site().await;
    let pages = pages_of(&app).await;
    let people = &pages["/about/the-people"];
    let (_, above) = people.split_once("class=\"crumbs\"").expect("there is a way up");
    let above = above.split("</nav>").next().unwrap_or_default();
    assert_eq!(values(above, "href"), ["/", "/about"]);
    let (_, below) = people.split_once("class=\"below\"").expect("there is a way down");
    let below = below.split("</nav>").next().unwrap_or_default();
    assert_eq!(values(below, "href"), ["/about/the-people/one-of-them"]);
    let about = &pages["/about"];
    assert!(!about.contains("class=\"crumbs\"") && about.contains("class=\"below\""), "{about}");
    assert!(!pages["/about/the-people/one-of-them"].contains("class=\"below\""));
    assert!(!pages["/blog/number-29-a-b-c"].contains("class=\"crumbs\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_site_without_a_menu_has_one_of_its_topics_and_pages() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let app = TestApp::blog_on(database).await;
    let editor = app.editor();
    let menu = async || {
        let PageAnswer::Missing { page } =
            pages::page(&app.anonymous(), "/x").await.expect("the site answers")
        else {
            panic!("nothing is at /x");
        };
        let html = page.html;
        let menu = html.split_once("class=\"masthead-menu\"").and_then(|(_, rest)| rest.split_once("</nav>"));
        menu.map(|(menu, _)| values(menu, "href").into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    assert_eq!(menu().await, None, "a site without anything has no menu");
    let about = create_published(&editor, "page", json!({"title": "About", "body": "b"})).await.document;
    create_published(&editor, "page", json!({"title": "Below", "body": "b", "parent": about})).await;
    for name in ["Zinc", "Alloy"] {
        create_published(&editor, "tag", json!({"name": name})).await;
    }
    assert_eq!(menu().await.expect("there is a menu"), ["/tag/alloy", "/tag/zinc", "/about"]);
    for number in 0..6 {
        create_published(&editor, "tag", json!({"name": format!("Tag {number}")})).await;
    }
    assert_eq!(menu().await.expect("there is a menu"), ["/about"], "eight tags are too many to choose from");
    for number in 0..9 {
        create_published(&editor, "category", json!({"name": format!("Category {number}")})).await;
    }
    let found = menu().await.expect("there is a menu");
    assert_eq!((found.len(), found[0].as_str(), found[7].as_str()), (8, "/category/category-0", "/about"));
}

/// What a first visit moves without pictures, as a browser asks for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_page_is_small() {
    let database = TestDatabase::on(Backend::Sqlite).await.expect("SQLite needs no server");
    let server = TestServer::start_blog(database).await;
    let editor = server.token("editor");
    for number in 0..13 {
        let title = format!("An entry with a title of the usual length, number {number}");
        let data = json!({"title": title, "body": "A text that says what it is about. ".repeat(30)});
        editor.post("/api/posts", &json!({ "data": data })).await.expect_status(201);
    }
    let client = server.anonymous();
    let page = client.get("/").await.expect_status(200);
    // A page is compressed from its second reader on; uncompressed it is at most this.
    assert!(page.text.len() < 20_000, "the page alone has {} bytes", page.text.len());
    let files: BTreeSet<&str> =
        values(&page.text, "href").into_iter().filter(|link| link.starts_with("/assets/")).collect();
    let mut total = page.text.len() / 3;
    for file in files {
        let headers = [("accept-encoding", "br")];
        let answer = client.send(reqwest::Method::GET, file, &headers, None).await.expect_status(200);
        let length: usize =
            answer.header("content-length").and_then(|length| length.parse().ok()).expect("a length");
        let kind = file.rsplit('.').next().unwrap_or_default();
        assert_eq!(answer.header("content-encoding").is_some(), kind == "css", "{file}");
        assert_eq!(answer.header("vary").is_some(), matches!(kind, "css" | "svg"), "{file}");
        total += length;
    }
    assert!(total < 50_000, "a first visit moves {total} bytes");
}
