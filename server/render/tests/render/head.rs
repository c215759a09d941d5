//! `head()`: what machines read of a page, found with a browser's tokenizer and a JSON parser.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use galley_domain::ids::DocumentId;
use galley_render::pages::{Alternate, Breadcrumb, EntryCard, FeedLink, Image, Page, Sample, SitePage};
use galley_render::{DataError, ListRequest, PageData, RenderLimits, Theme};
use serde_json::Value;

use crate::hostile_titles::HOSTILE;
use crate::html_tokens::{Element, elements};

const MANIFEST: &str =
    "name = \"mine\"\nversion = \"1.0.0\"\nlicence = \"MIT\"\ngalley = \"0.1\"\npage_size = 10\n";

/// A head asks the site for nothing.
struct Silent;

impl PageData for Silent {
    fn list(&self, request: &ListRequest) -> Result<Vec<EntryCard>, DataError> {
        Err(DataError::Refused(format!("unexpected question: {request:?}")))
    }

    fn entry(&self, _content_type: &str, slug: &str) -> Result<Option<EntryCard>, DataError> {
        Err(DataError::Refused(format!("unexpected question: {slug}")))
    }

    fn url(&self, document: DocumentId) -> Result<Option<String>, DataError> {
        Err(DataError::Refused(format!("unexpected question: {document}")))
    }
}

/// A theme whose every page is its head.
struct Heads {
    theme: Theme,
}

impl Heads {
    fn new() -> Self {
        let root = tempfile::TempDir::new().unwrap();
        let folder = root.path().join("mine");
        fs::create_dir_all(folder.join("templates")).unwrap();
        fs::write(folder.join("theme.toml"), MANIFEST).unwrap();
        for name in ["404", "archive", "entry", "error", "home"] {
            fs::write(folder.join(format!("templates/{name}.html")), "{{ head() }}").unwrap();
        }
        Self { theme: Theme::load("mine", Some(root.path())).unwrap() }
    }

    fn of(&self, page: &Page) -> Head {
        let limits = RenderLimits::until(Instant::now() + Duration::from_secs(20));
        Head(elements(&self.theme.render(page, Arc::new(Silent), limits).unwrap()))
    }
}

struct Head(Vec<Element>);

impl Head {
    fn title(&self) -> &str {
        self.0.iter().find(|element| element.name == "title").map(|title| title.text.trim_end()).unwrap()
    }

    /// The contents of the meta tags of a name or property.
    fn meta(&self, name: &str) -> Vec<&str> {
        let is_named = |element: &&Element| {
            element.attribute("name") == Some(name) || element.attribute("property") == Some(name)
        };
        self.0.iter().filter(is_named).filter_map(|element| element.attribute("content")).collect()
    }

    fn links(&self, rel: &str) -> Vec<&Element> {
        self.0
            .iter()
            .filter(|element| element.name == "link" && element.attribute("rel") == Some(rel))
            .collect()
    }

    fn hrefs(&self, rel: &str) -> Vec<&str> {
        self.links(rel).into_iter().filter_map(|link| link.attribute("href")).collect()
    }

    /// The things of the structured data, by type.
    fn thing(&self, kind: &str) -> Option<Value> {
        let script = self.0.iter().find(|element| element.name == "script")?;
        assert_eq!(script.attribute("type"), Some("application/ld+json"));
        let data: Value = serde_json::from_str(&script.text).unwrap();
        assert_eq!(data["@context"], "https://schema.org");
        data["@graph"].as_array()?.iter().find(|thing| thing["@type"] == kind).cloned()
    }
}

fn shared_mut(page: &mut Page) -> &mut SitePage {
    match page {
        Page::Home(page) => &mut page.shared,
        Page::Entry(page) => &mut page.shared,
        Page::Archive(page) => &mut page.shared,
        Page::NotFound(page) => &mut page.shared,
        Page::Error(page) => &mut page.shared,
    }
}

/// Makes every text that people write `text`.
fn say(page: &mut Page, text: &str) {
    let mut places: Vec<&mut String> = Vec::new();
    match page {
        Page::Entry(page) => {
            let entry = &mut page.entry;
            places.push(&mut entry.title);
            places.extend(entry.authors.iter_mut().map(|author| &mut author.name));
            places.extend(entry.tags.iter_mut().chain(&mut entry.category).map(|term| &mut term.name));
        }
        Page::Archive(page) => {
            places.push(&mut page.term.name);
            places.extend(page.term.description.as_mut());
        }
        Page::Home(_) | Page::NotFound(_) | Page::Error(_) => {}
    }
    for place in places {
        text.clone_into(place);
    }
    let shared = shared_mut(page);
    let (site, meta) = (&mut shared.site, &mut shared.page);
    for place in [&mut site.title, &mut site.description, &mut meta.title, &mut meta.description] {
        text.clone_into(place);
    }
    shared.page.is_article = true;
    shared.page.image = Some(Image {
        url: "/media/x/y.png".to_owned(),
        alt: text.to_owned(),
        width: Some(2),
        height: Some(1),
        renditions: Vec::new(),
    });
    let step = |name: &str| Breadcrumb { name: name.to_owned(), url: "/blog".to_owned() };
    shared.page.breadcrumbs = vec![step("Home"), step(text)];
    shared.page.feeds = vec![FeedLink {
        title: text.to_owned(),
        media_type: "application/atom+xml".to_owned(),
        url: "https://example.org/feed.xml".to_owned(),
    }];
}

/// The sample of a kind that has everything.
fn sample(is_it: fn(&Page) -> bool) -> Page {
    Page::samples().into_iter().find(is_it).unwrap()
}

#[test]
fn hostile_texts_stay_texts_wherever_they_stand() {
    let heads = Heads::new();
    for mut page in Page::samples() {
        for text in HOSTILE {
            say(&mut page, text);
            let head = heads.of(&page);
            for element in &head.0 {
                let known = ["title", "meta", "link", "script"].contains(&element.name.as_str());
                assert!(known, "{text} made {element:?}");
            }
            assert!(head.title().starts_with(text) && head.title().ends_with(text), "{}", head.title());
            assert_eq!(head.meta("description"), [text]);
            let feeds = head.links("alternate").into_iter().filter_map(|link| link.attribute("title"));
            assert_eq!(feeds.collect::<Vec<_>>(), [text]);
            if matches!(page, Page::NotFound(_) | Page::Error(_)) {
                continue;
            }
            for name in ["og:title", "og:description", "og:site_name", "og:image:alt"] {
                assert_eq!(head.meta(name), [text], "{name}");
            }
            let steps = head.thing("BreadcrumbList").unwrap();
            assert_eq!(steps["itemListElement"][1]["name"], text);
            match &page {
                Page::Entry(entry) => {
                    let thing = head.thing("BlogPosting").unwrap();
                    assert_eq!(
                        (thing["headline"].as_str(), thing["description"].as_str()),
                        (Some(text), Some(text))
                    );
                    if !entry.entry.authors.is_empty() {
                        assert_eq!(thing["author"][0]["name"], text);
                    }
                    if !entry.entry.tags.is_empty() {
                        assert_eq!(
                            (thing["keywords"][0].as_str(), head.meta("article:tag")[0]),
                            (Some(text), text)
                        );
                    }
                }
                Page::Archive(_) => assert_eq!(head.thing("CollectionPage").unwrap()["name"], text),
                _ => assert_eq!(head.thing("WebSite").unwrap()["name"], text),
            }
        }
    }
}

#[test]
fn an_article_says_when_and_by_whom() {
    let mut page = sample(|page| matches!(page, Page::Entry(_)));
    let Page::Entry(entry) = &mut page else { panic!("an entry") };
    entry.shared.page.is_article = true;
    entry.shared.page.image = entry.entry.cover.clone();
    entry.shared.page.canonical = Some("https://example.org/blog/a".to_owned());
    let head = Heads::new().of(&page);
    assert_eq!(head.title(), "A day at the printing house – The Evening Galley");
    assert_eq!(head.hrefs("canonical"), ["https://example.org/blog/a"]);
    for (name, expected) in [
        ("og:type", "article"),
        ("og:url", "https://example.org/blog/a"),
        ("og:locale", "en"),
        ("og:image", "https://example.org/media/01j9z3ndektsv4rrffq69g5fav/press.jpg"),
        ("og:image:width", "1600"),
        ("og:image:height", "1000"),
        ("twitter:card", "summary_large_image"),
        ("article:published_time", "2026-03-14T06:00:00.000Z"),
        ("article:modified_time", "2026-03-20T18:30:00.000Z"),
        ("article:section", "Craft"),
        ("robots", "max-image-preview:large"),
    ] {
        assert_eq!(head.meta(name), [expected], "{name}");
    }
    assert_eq!(head.meta("article:tag"), ["Printing", "Typography", "Night work"]);
    let thing = head.thing("BlogPosting").unwrap();
    assert_eq!(thing["datePublished"], "2026-03-14T06:00:00.000Z");
    assert_eq!(thing["dateModified"], "2026-03-20T18:30:00.000Z");
    assert_eq!(thing["author"][1]["name"], "Jonas Weiß");
    assert_eq!(thing["author"][0]["@type"], "Person");
    let publisher = head.thing("Organization").unwrap();
    assert_eq!(thing["publisher"]["@id"], publisher["@id"]);
}

#[test]
fn what_is_no_article_is_a_page() {
    let mut page = sample(|page| matches!(page, Page::Entry(_)));
    shared_mut(&mut page).page.is_article = false;
    let head = Heads::new().of(&page);
    assert_eq!(head.meta("og:type"), ["website"]);
    assert!(head.meta("article:published_time").is_empty());
    assert!(head.thing("WebPage").is_some() && head.thing("BlogPosting").is_none());
}

#[test]
fn a_page_of_a_list_names_its_neighbours_and_its_number() {
    let page = Page::samples().into_iter().filter(|page| matches!(page, Page::Home(_))).nth(1).unwrap();
    let head = Heads::new().of(&page);
    assert_eq!(head.title(), "7 – The Evening Galley");
    assert_eq!(head.hrefs("prev"), ["https://example.org/page/6"]);
    assert_eq!(head.hrefs("next"), ["https://example.org/page/8"]);
}

#[test]
fn versions_in_other_languages_are_named() {
    let mut page = sample(|page| matches!(page, Page::Archive(_)));
    let alternate = |language: &str, path: &str| Alternate {
        language: language.to_owned(),
        name: language.to_owned(),
        direction: galley_render::pages::Direction::Ltr,
        current: false,
        url: format!("https://example.org{path}"),
    };
    shared_mut(&mut page).page.alternates =
        vec![alternate("en", "/tag/a"), alternate("pt-BR", "/pt-BR/tag/a"), alternate("x-default", "/tag/a")];
    let head = Heads::new().of(&page);
    let links = head.links("alternate");
    let named: Vec<&str> = links.iter().filter_map(|link| link.attribute("hreflang")).collect();
    assert_eq!(named, ["en", "pt-BR", "x-default"]);
    assert_eq!(head.meta("og:locale:alternate"), ["pt_BR"]);
    let none = Page::samples().into_iter().rfind(|page| matches!(page, Page::Archive(_))).unwrap();
    assert!(
        Heads::new().of(&none).links("alternate").is_empty(),
        "a minimal page has one language and no feed"
    );
}

#[test]
fn what_is_not_there_is_not_to_be_found() {
    let heads = Heads::new();
    for page in Page::samples().into_iter().filter(|page| matches!(page, Page::NotFound(_) | Page::Error(_)))
    {
        let head = heads.of(&page);
        assert_eq!(head.meta("robots"), ["noindex"]);
        assert!(head.hrefs("canonical").is_empty() && head.meta("og:type").is_empty());
        assert!(head.thing("WebSite").is_none());
    }
    let mut hidden = sample(|page| matches!(page, Page::Home(_)));
    shared_mut(&mut hidden).page.noindex = true;
    assert_eq!(heads.of(&hidden).meta("robots"), ["noindex"]);
}
