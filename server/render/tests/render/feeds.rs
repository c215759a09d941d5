//! Feeds, read back by parsers that know nothing of how they were written.

use galley_domain::routes::FeedKind;
use galley_render::feeds::{Feed, FeedEntry, FeedPages, FeedPerson, FeedPicture};
use roxmltree::{Document, Node};
use serde_json::Value;

use crate::hostile_titles::HOSTILE;

const ATOM: &str = "http://www.w3.org/2005/Atom";
const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
const CREATOR: &str = "http://purl.org/dc/elements/1.1/";
/// 2026-03-14 06:00 UTC.
const PUBLISHED: i64 = 1_773_468_000_000_000;

/// A feed in which every text is `text`.
fn feed(text: &str) -> Feed {
    let entry = FeedEntry {
        id: "urn:uuid:01924a1b-0000-7000-8000-000000000001".to_owned(),
        url: "https://example.org/blog/a".to_owned(),
        title: text.to_owned(),
        summary: text.to_owned(),
        html: galley_render::render("[a](/b) `]]>` &amp;lt;").unwrap().html,
        published: Some(PUBLISHED),
        updated: PUBLISHED + 1_000_000,
        authors: vec![FeedPerson {
            name: text.to_owned(),
            url: Some("https://example.org/author/a".to_owned()),
        }],
        categories: vec![text.to_owned(), "plain".to_owned()],
        cover: Some(FeedPicture {
            url: "https://example.org/media/x/y.png".to_owned(),
            media_type: "image/png".to_owned(),
            bytes: 1_234,
        }),
    };
    let bare = FeedEntry {
        id: "urn:uuid:01924a1b-0000-7000-8000-000000000002".to_owned(),
        title: String::new(),
        summary: String::new(),
        html: galley_render::SafeHtml::default(),
        published: None,
        authors: Vec::new(),
        categories: Vec::new(),
        cover: None,
        ..entry.clone()
    };
    Feed {
        id: "https://example.org/blog".to_owned(),
        title: text.to_owned(),
        description: text.to_owned(),
        language: "en".to_owned(),
        site_title: text.to_owned(),
        site_url: "https://example.org".to_owned(),
        url: "https://example.org/blog/feed.xml".to_owned(),
        page_url: "https://example.org/blog".to_owned(),
        pages: FeedPages::default(),
        entries: vec![entry, bare],
    }
}

fn written(text: &str, kind: FeedKind) -> String {
    String::from_utf8(feed(text).write(kind).unwrap()).unwrap()
}

fn child<'a>(node: Node<'a, '_>, namespace: Option<&str>, name: &str) -> &'a str {
    node.children()
        .find(|child| child.tag_name().name() == name && child.tag_name().namespace() == namespace)
        .unwrap_or_else(|| panic!("no {name}"))
        .text()
        .unwrap_or_default()
}

#[test]
fn atom_says_what_it_was_given() {
    for text in HOSTILE {
        let xml = written(text, FeedKind::Atom);
        let document = Document::parse(&xml).unwrap();
        let feed = document.root_element();
        let atom = |node, name| child(node, Some(ATOM), name);
        assert_eq!(feed.tag_name(), (ATOM, "feed").into());
        assert_eq!((atom(feed, "title"), atom(feed, "subtitle")), (text, text));
        assert_eq!(atom(feed, "updated"), "2026-03-14T06:00:01.000Z");
        let entries: Vec<Node<'_, '_>> =
            feed.children().filter(|node| node.has_tag_name((ATOM, "entry"))).collect();
        let [entry, bare] = entries.as_slice() else { panic!("two entries in {xml}") };
        assert_eq!((atom(*entry, "title"), atom(*entry, "summary")), (text, text));
        assert_eq!(atom(*entry, "published"), "2026-03-14T06:00:00.000Z");
        let html = "<p><a href=\"https://example.org/b\">a</a> <code>]]&gt;</code> &amp;lt;</p>";
        assert_eq!(atom(*entry, "content").trim(), html);
        let author = entry.children().find(|node| node.has_tag_name((ATOM, "author"))).unwrap();
        assert_eq!(atom(author, "name"), text);
        let terms: Vec<&str> = entry.children().filter_map(|node| node.attribute("term")).collect();
        assert_eq!(terms, [text, "plain"]);
        let enclosure = entry.children().find(|node| node.attribute("rel") == Some("enclosure")).unwrap();
        assert_eq!(
            (enclosure.attribute("type"), enclosure.attribute("length")),
            (Some("image/png"), Some("1234"))
        );
        assert_eq!(atom(*bare, "title"), "");
        // An entry has an author of its own or takes that of the feed.
        assert!(feed.children().any(|node| node.has_tag_name((ATOM, "author"))), "{xml}");
    }
}

#[test]
fn rss_says_what_it_was_given() {
    for text in HOSTILE {
        let xml = written(text, FeedKind::Rss);
        let document = Document::parse(&xml).unwrap();
        let channel = document.root_element().first_element_child().unwrap();
        assert_eq!((child(channel, None, "title"), child(channel, None, "description")), (text, text));
        assert_eq!(child(channel, None, "lastBuildDate"), "Sat, 14 Mar 2026 06:00:01 +0000");
        let items: Vec<Node<'_, '_>> = channel.children().filter(|node| node.has_tag_name("item")).collect();
        let [item, bare] = items.as_slice() else { panic!("two items in {xml}") };
        assert_eq!((child(*item, None, "title"), child(*item, None, "description")), (text, text));
        assert_eq!((child(*item, Some(CREATOR), "creator"), child(*item, None, "category")), (text, text));
        assert_eq!(child(*item, None, "pubDate"), "Sat, 14 Mar 2026 06:00:00 +0000");
        assert!(child(*item, Some(CONTENT), "encoded").contains("<code>]]&gt;</code>"), "{xml}");
        let guid = item.children().find(|node| node.has_tag_name("guid")).unwrap();
        assert_eq!(guid.attribute("isPermaLink"), Some("false"));
        let enclosure = item.children().find(|node| node.has_tag_name("enclosure")).unwrap();
        assert_eq!(enclosure.attribute("length"), Some("1234"));
        assert_eq!(child(*bare, None, "pubDate"), "Sat, 14 Mar 2026 06:00:01 +0000");
    }
}

#[test]
fn json_feed_says_what_it_was_given() {
    for text in HOSTILE {
        let feed: Value = serde_json::from_str(&written(text, FeedKind::Json)).unwrap();
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        for pointer in [
            "/title",
            "/description",
            "/authors/0/name",
            "/items/0/title",
            "/items/0/summary",
            "/items/0/authors/0/name",
            "/items/0/tags/0",
        ] {
            assert_eq!(feed.pointer(pointer).and_then(Value::as_str), Some(text), "{pointer}");
        }
        assert_eq!(feed["items"][0]["attachments"][0]["size_in_bytes"], 1_234);
        assert_eq!(feed["items"][1]["content_html"], "");
        assert_eq!(feed["items"][1].get("title"), None);
    }
}

/// RFC 5005, 3: relations of links, each at most once, which lead through all entries.
#[test]
fn a_page_of_a_feed_names_those_beside_it() {
    let url = |page: u8, file: &str| Some(format!("https://example.org/blog/page/{page}/{file}"));
    let with = |file: &str| Feed {
        pages: FeedPages { first: url(1, file), previous: url(1, file), next: url(3, file) },
        ..feed("x")
    };
    for (kind, file, namespace) in [(FeedKind::Atom, "feed.xml", ATOM), (FeedKind::Rss, "rss.xml", ATOM)] {
        let xml = String::from_utf8(with(file).write(kind).unwrap()).unwrap();
        let document = Document::parse(&xml).unwrap();
        let links = document.descendants().filter(|node| node.has_tag_name((namespace, "link")));
        let mut found: Vec<(&str, &str)> =
            links.filter_map(|link| Some((link.attribute("rel")?, link.attribute("href")?))).collect();
        found.retain(|(relation, _)| ["first", "previous", "next", "last"].contains(relation));
        let expected = [("first", url(1, file)), ("previous", url(1, file)), ("next", url(3, file))];
        let expected = expected.map(|(relation, url)| (relation, url.unwrap()));
        let expected: Vec<(&str, &str)> =
            expected.iter().map(|(relation, url)| (*relation, url.as_str())).collect();
        assert_eq!(found, expected, "{xml}");
    }
    let json = String::from_utf8(with("feed.json").write(FeedKind::Json).unwrap()).unwrap();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["next_url"], url(3, "feed.json").unwrap());
    let single = written("x", FeedKind::Json);
    assert!(!single.contains("next_url") && !written("x", FeedKind::Atom).contains("rel=\"next\""));
}

/// What the specifications ask of every document, beside what the tests above compare.
#[test]
fn every_feed_has_what_its_specification_requires() {
    // RFC 4287, 4.1.1 and 4.1.2: exactly one id, title and updated; one alternate link; an author.
    let xml = written("x", FeedKind::Atom);
    let document = Document::parse(&xml).unwrap();
    let root = document.root_element();
    let count = |node: Node<'_, '_>, name: &str| {
        node.children().filter(|child| child.has_tag_name((ATOM, name))).count()
    };
    let entries: Vec<Node<'_, '_>> =
        root.children().filter(|node| node.has_tag_name((ATOM, "entry"))).collect();
    for node in entries.iter().copied().chain([root]) {
        assert_eq!(["id", "title", "updated"].map(|name| count(node, name)), [1, 1, 1], "{xml}");
        let alternate = |link: &Node<'_, '_>| link.attribute("rel") == Some("alternate");
        let links = node.children().filter(|child| child.has_tag_name((ATOM, "link"))).filter(alternate);
        assert_eq!(links.count(), 1, "{xml}");
    }
    let own = root.children().find(|node| node.attribute("rel") == Some("self"));
    assert_eq!(own.and_then(|link| link.attribute("href")), Some("https://example.org/blog/feed.xml"));
    // RSS 2.0: title, link and description of the channel; a title or a description of each item.
    let xml = written("x", FeedKind::Rss);
    let document = Document::parse(&xml).unwrap();
    assert_eq!(document.root_element().attribute("version"), Some("2.0"));
    let channel = document.root_element().first_element_child().unwrap();
    for name in ["title", "link", "description"] {
        let own = |child: &Node<'_, '_>| child.tag_name() == name.into();
        assert_eq!(channel.children().filter(own).count(), 1, "{name} in {xml}");
    }
    for item in channel.children().filter(|node| node.has_tag_name("item")) {
        assert!(item.children().any(|child| child.has_tag_name("title")), "{xml}");
        assert!(item.children().filter(|child| child.has_tag_name("enclosure")).count() <= 1, "{xml}");
    }
    // JSON Feed 1.1: version, title and items; an id that is a string, and a content, of each item.
    let feed: Value = serde_json::from_str(&written("x", FeedKind::Json)).unwrap();
    assert!(feed["version"].is_string() && feed["title"].is_string());
    for item in feed["items"].as_array().unwrap() {
        assert!(item["id"].is_string() && item["content_html"].is_string(), "{item}");
    }
}
