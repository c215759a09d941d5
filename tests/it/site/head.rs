//! What machines read in the head of pages: addresses, previews, structured data.

use bytes::Bytes;
use futures::stream;
use galley_app::assets::{self, Asset, NewAsset};
use galley_app::entries::publish;
use galley_app::entries::save::SaveInput;
use galley_app::pages::{self, PageAnswer};
use galley_app::settings::SitePatch;
use galley_domain::locales::Locale;
use galley_domain::roles::Role;
use galley_domain::schema::file::Source;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::{Value, json};

use crate::entries::{create_published, object};

async fn html(app: &TestApp, path: &str) -> String {
    match pages::page(&app.anonymous(), path).await.expect("the site answers") {
        PageAnswer::Html { page, .. } | PageAnswer::Missing { page } => page.html,
        other => panic!("{path} is no page: {other:?}"),
    }
}

/// A picture of one pixel.
pub(super) async fn upload(app: &TestApp, name: &str) -> Asset {
    let pixel = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let new = NewAsset { file_name: name.to_owned(), ..NewAsset::default() };
    let bytes = stream::iter([Ok(Bytes::from_static(pixel))]);
    assets::upload(&app.editor(), new, bytes).await.expect("it is taken")
}

/// The things of the structured data of a page, by type.
fn thing(html: &str, kind: &str) -> Value {
    let (_, script) = html.split_once("<script type=\"application/ld+json\">").expect("there is data");
    let (data, _) = script.split_once("</script>").expect("it ends");
    let data: Value = serde_json::from_str(data).expect("it is JSON");
    let things = data["@graph"].as_array().expect("it is a list").clone();
    things.into_iter().find(|thing| thing["@type"] == kind).unwrap_or(Value::Null)
}

/// Where the links of a relation lead, in order.
fn hrefs<'a>(html: &'a str, rel: &str) -> Vec<&'a str> {
    let tags = html.split("<link ").skip(1).filter_map(|rest| rest.split('>').next());
    let of_rel = tags.filter(|tag| tag.contains(&format!("rel=\"{rel}\"")));
    of_rel.filter_map(|tag| tag.split("href=\"").nth(1)?.split('"').next()).collect()
}

on_each_database! {
    async fn a_post_is_an_article_below_its_list(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let editor = app.editor();
        let author = create_published(&editor, "author", json!({"name": "Ana </script>"})).await.document;
        let tag = create_published(&editor, "tag", json!({"name": "Rust & co"})).await.document;
        let data = json!({"title": "Hello <!-- \u{2028}", "slug": "hello", "body": "b", "author": author, "tags": [tag]});
        create_published(&editor, "post", data).await;
        let page = html(&app, "/blog/hello").await;
        assert_eq!(hrefs(&page, "canonical"), ["http://localhost:8080/blog/hello"]);
        let feeds = ["feed.xml", "rss.xml", "feed.json"].map(|file| format!("http://localhost:8080/{file}"));
        assert_eq!(hrefs(&page, "alternate"), feeds);
        assert!(page.contains("<meta property=\"og:type\" content=\"article\">"), "{page}");
        let article = thing(&page, "BlogPosting");
        assert_eq!(article["headline"], "Hello <!-- \u{2028}");
        assert_eq!(article["author"][0]["name"], "Ana </script>");
        assert_eq!(article["author"][0]["url"], "http://localhost:8080/author/ana-script");
        assert_eq!(article["keywords"], json!(["Rust & co"]));
        let steps = thing(&page, "BreadcrumbList")["itemListElement"].clone();
        let addresses = [&steps[0]["item"], &steps[1]["item"], &steps[2]["item"]];
        assert_eq!(addresses, ["", "/blog", "/blog/hello"].map(|path| match path {
            "" => json!("http://localhost:8080/"),
            path => json!(format!("http://localhost:8080{path}")),
        }).each_ref());
    }

    async fn the_picture_of_a_preview_is_the_one_that_was_chosen_for_it(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let cover = upload(&app, "cover.gif").await;
        let chosen = upload(&app, "chosen.gif").await;
        for (slug, data, expected) in [
            ("none", json!({}), None),
            ("cover", json!({"cover": cover.id}), Some(&cover)),
            ("chosen", json!({"cover": cover.id, "seo": {"shareImage": chosen.id}}), Some(&chosen)),
            ("titled", json!({"cover": cover.id, "seo": {"metaTitle": "Other"}}), Some(&cover)),
        ] {
            let mut data = data;
            data["title"] = json!(slug);
            create_published(&app.editor(), "post", data).await;
            let page = html(&app, &format!("/blog/{slug}")).await;
            let shown = page.split("<meta property=\"og:image\" content=\"").nth(1);
            let shown = shown.and_then(|rest| rest.split('"').next()).map(str::to_owned);
            assert_eq!(shown, expected.map(|asset| format!("http://localhost:8080{}", asset.path())), "{slug}");
            assert_eq!(page.contains("summary_large_image"), expected.is_some(), "{slug}");
        }
    }

    async fn a_list_names_its_own_feeds_first(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let tag = create_published(&app.editor(), "tag", json!({"name": "Common", "description": "What is common."})).await.document;
        for number in 0..14 {
            let data = json!({"title": format!("Number {number}"), "body": "b", "tags": [tag]});
            create_published(&app.editor(), "post", data).await;
        }
        let page = html(&app, "/tag/common/page/2").await;
        assert_eq!(hrefs(&page, "canonical"), ["http://localhost:8080/tag/common/page/2"]);
        assert_eq!(hrefs(&page, "prev")[0], "http://localhost:8080/tag/common");
        assert_eq!(hrefs(&page, "alternate")[..1], ["http://localhost:8080/tag/common/feed.xml"]);
        assert_eq!(hrefs(&page, "alternate").len(), 6);
        assert!(page.contains("<title>Common – 2 – Galley</title>"), "{page}");
        assert_eq!(thing(&page, "CollectionPage")["description"], "What is common.");
        let front = html(&app, "/").await;
        assert_eq!(thing(&front, "WebSite")["publisher"]["@id"], thing(&front, "Organization")["@id"]);
        let about = create_published(&app.editor(), "page", json!({"title": "About", "body": "b"})).await;
        assert_eq!(about.locale, Locale::none());
        let about = html(&app, "/about").await;
        assert!(about.contains("content=\"website\"") && thing(&about, "BlogPosting").is_null(), "{about}");
    }

    async fn search_engines_are_kept_out_where_somebody_said_so(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        for (title, noindex) in [("Hidden", true), ("Shown", false)] {
            create_published(&app.editor(), "post", json!({"title": title, "body": "b", "seo": {"noindex": noindex}})).await;
        }
        let noindex = "<meta name=\"robots\" content=\"noindex\">";
        assert!(html(&app, "/blog/hidden").await.contains(noindex));
        assert!(!html(&app, "/blog/shown").await.contains(noindex));
        let missing = html(&app, "/nothing").await;
        assert!(missing.contains(noindex) && hrefs(&missing, "canonical").is_empty(), "{missing}");
        let error = pages::error_page(&app.anonymous(), 500, None).await.expect("it is drawn");
        let error = error.html;
        assert!(error.contains(noindex) && hrefs(&error, "canonical").is_empty(), "{error}");
        let settings = galley_app::settings::load(&app.app.store).await.expect("the settings are readable");
        let patch = SitePatch { discourage_search_engines: Some(true), ..SitePatch::default() };
        galley_app::settings::update(&app.user(1, Role::Owner), settings.version, patch).await.expect("changed");
        assert!(html(&app, "/blog/shown").await.contains(noindex));
    }

    async fn a_page_names_its_versions_in_other_languages(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let localized = json!({"i18n": {"localized": true}});
        let file = json!({
            "kind": "collectionType",
            "info": {"singularName": "story", "pluralName": "stories", "displayName": "Story"},
            "pluginOptions": localized,
            "galley": {"public": true, "route": "/stories/{slug}"},
            "attributes": {
                "title": {"type": "string", "pluginOptions": localized},
                "slug": {"type": "uid", "targetField": "title", "pluginOptions": localized},
                "body": {"type": "richtext"},
            },
        });
        let source = Source { path: "story.json".to_owned(), text: file.to_string() };
        galley_app::content_types::apply(&app.system(), &[source]).await.expect("it is a model");
        let settings = galley_app::settings::load(&app.app.store).await.expect("the settings are readable");
        let locales = ["en", "pt-BR"].map(|code| code.parse().expect("a locale code")).to_vec();
        let patch = SitePatch { locales: Some(locales), ..SitePatch::default() };
        galley_app::settings::update(&app.user(1, Role::Owner), settings.version, patch).await.expect("changed");
        let locale = |code: &str| code.parse::<Locale>().expect("a locale code");
        let name = "story".parse().expect("a type name");
        let input = |title: &str| SaveInput { data: object(json!({"title": title, "body": "b"})), ..SaveInput::default() };
        let editor = app.editor();
        let written = publish::create_published(&editor, &name, &locale("en"), &input("Hello")).await.expect("published");
        let document = written.state.document;
        assert_eq!(alternates(&html(&app, "/stories/hello").await), [], "one version names no others");
        let any = galley_app::entries::Expected::Any;
        galley_app::entries::save::save(&editor, document, &locale("pt-BR"), any, &input("Olá")).await.expect("saved");
        publish::publish(&editor, document, &locale("pt-BR"), any).await.expect("published");
        let both = [("en", "/stories/hello"), ("pt-BR", "/pt-BR/stories/ola"), ("x-default", "/stories/hello")];
        let both = both.map(|(language, path)| (language.to_owned(), format!("http://localhost:8080{path}")));
        for path in ["/stories/hello", "/pt-BR/stories/ola"] {
            assert_eq!(alternates(&html(&app, path).await), both, "{path}");
        }
        let lists = alternates(&html(&app, "/pt-BR/stories").await);
        assert_eq!(lists[1], ("pt-BR".to_owned(), "http://localhost:8080/pt-BR/stories".to_owned()));
        assert_eq!(alternates(&html(&app, "/pt-BR").await)[0], ("en".to_owned(), "http://localhost:8080/".to_owned()));
    }
}

/// The versions that a page names, with their languages.
fn alternates(html: &str) -> Vec<(String, String)> {
    let tags = html.split("<link ").skip(1).filter_map(|rest| rest.split('>').next());
    let value =
        |tag: &str, name: &str| Some(tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.to_owned());
    tags.filter_map(|tag| Some((value(tag, "hreflang")?, value(tag, "href")?))).collect()
}
