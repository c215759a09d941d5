//! Feeds, read back by parsers that know nothing of how they were written.

use galley_domain::routes::FeedKind;
use galley_render::feeds::{Feed, FeedEntry, FeedPerson, FeedPicture};
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
