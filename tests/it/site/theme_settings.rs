//! The theme that the settings name, and what is decided about it.

use std::fs;

use galley_tests::on_each_database;
use galley_tests::server::TestServer;
use serde_json::{Value, json};

use crate::admin_api::assets::PIXEL;

const SETTINGS: &str = "/admin/api/settings";
const THEMES: &str = "/admin/api/themes";

const MANIFEST: &str = r#"
name = "probe"
version = "1.0.0"
licence = "MIT"
galley = "0.1"
page_size = 10

[settings.words]
kind = "text"
label = "Words"
default = "none yet"
max_length = 20

[settings.banner]
kind = "image"
label = "Banner"

[settings.story]
kind = "reference"
type = "post"
label = "Story"

[settings.gap]
kind = "number"
label = "Gap"
css = true
min = 0
max = 4
unit = "rem"

[settings.shape]
kind = "select"
label = "Shape"
options = [{ value = "round", label = "Round" }, { value = "flat", label = "Flat" }]
"#;

const HOME: &str = "<html><head>{{ head() }}</head><body>[{{ theme_settings.words }}] [{{ theme_settings.shape }}]\
    {{ image(asset=theme_settings.banner) }}{% if theme_settings.story %}<a>{{ theme_settings.story.title }}</a>{% endif %}";

/// Puts a theme into the data folder.
fn probe(server: &TestServer, name: &str, home: &str) {
    let folder = server.data_folder().join("themes").join(name);
    fs::create_dir_all(folder.join("templates")).expect("a folder is made");
    let write = |path: &str, text: &str| fs::write(folder.join(path), text).expect("a file is written");
    write("theme.toml", &MANIFEST.replace("probe", name));
    for template in ["404", "archive", "entry", "error"] {
        write(&format!("templates/{template}.html"), "{{ head() }}");
    }
    write("templates/home.html", home);
}

on_each_database! {
    async fn a_theme_is_chosen_and_decided_about(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        probe(&server, "probe", HOME);
        let before = server.anonymous().get("/").await.expect_status(200);
        assert!(before.text.contains("class=\"masthead\""), "{}", before.text);
        admin.patch(SETTINGS, 0, &json!({ "theme": "probe" })).await.expect_status(200);
        let page = server.anonymous().get("/").await.expect_status(200);
        assert!(page.text.contains("[none yet] [round]"), "{}", page.text);
        assert!(!page.text.contains("<style>") && !page.text.contains("<img"), "{}", page.text);

        let picture = admin.upload("/admin/api/assets", ("file", "a.gif", PIXEL), &[]).await.expect_status(201);
        let post = json!({ "content_type": "post", "data": { "title": "Ink <b>", "body": "a" } });
        let post = admin.post("/admin/api/entries", &post).await.expect_status(201);
        let decided = json!({
            "words": "a </style> & b", "banner": picture.at("/id"), "story": post.at("/id"), "gap": 1.5, "shape": "flat",
        });
        let after = admin.patch(SETTINGS, 1, &json!({ "theme_settings": decided })).await.expect_status(200);
        assert_eq!(after.at("/theme_settings"), decided);
        let page = server.anonymous().get("/").await.expect_status(200);
        let url = picture.text_at("/url");
        for shown in [
            "[a &lt;/style&gt; &amp; b] [flat]",
            &format!("<img src=\"{url}\""),
            "<style>:root{--setting-gap:1.5rem}</style>",
        ] {
            assert!(page.text.contains(shown), "{shown} is not in {}", page.text);
        }
        assert!(!page.text.contains("<a>"), "a draft is shown: {}", page.text);
        for path in ["/", "/nowhere"] {
            let answer = server.anonymous().get(path).await;
            let policy = answer.header("content-security-policy").expect("pages have a policy");
            assert!(policy.contains("; style-src 'self' 'sha256-"), "{path}: {policy}");
        }
        // What readers may see follows the entry, also where the page was kept.
        let publish = format!("/admin/api/entries/{}/publish", post.text_at("/id"));
        admin.act(&publish, post.number_at("/version")).await.expect_status(200);
        let page = server.anonymous().get("/").await.expect_status(200).text;
        assert!(page.contains("<a>Ink &lt;b&gt;</a>"), "{page}");
        // Both are in use.
        let asset = format!("/admin/api/assets/{}", picture.text_at("/id"));
        let in_use = admin.send(reqwest::Method::DELETE, &asset, &[("if-match", "\"1\"")], None).await.expect_status(409);
        assert_eq!(in_use.at("/details/used_by"), json!([{ "setting": "theme_settings.probe.banner" }]));

        // Another theme and back: nothing is lost, and the policy goes with the style.
        let version = admin.get(SETTINGS).await.number_at("/version");
        let other = admin.patch(SETTINGS, version, &json!({ "theme": "gazette" })).await.expect_status(200);
        assert_eq!(other.at("/theme_settings"), json!({}));
        let page = server.anonymous().get("/").await.expect_status(200);
        assert!(page.text.contains("class=\"masthead\"") && !page.text.contains("<style>"), "{}", page.text);
        assert!(!page.header("content-security-policy").unwrap_or_default().contains("sha256"));
        let cleared = json!({ "theme": "probe", "theme_settings": { "gap": null, "words": "" } });
        let back = admin.patch(SETTINGS, version + 1, &cleared).await.expect_status(200);
        assert_eq!(back.at("/theme_settings/shape"), "flat");
        let page = server.anonymous().get("/").await.expect_status(200).text;
        assert!(page.contains("[] [flat]") && !page.contains("<style>"), "{page}");
    }

    async fn what_does_not_fit_a_theme_is_refused(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        probe(&server, "probe", HOME);
        probe(&server, "broken", "{{ site.titel }}");
        for (theme, told) in [
            ("broken", "templates/home.html:1: Field `titel` is not defined"),
            ("nothing", "there is no such theme"),
            ("../probe", "is not the name of a theme"),
        ] {
            let refused = admin.patch(SETTINGS, 0, &json!({ "theme": theme })).await.expect_status(422);
            assert_eq!(refused.at("/errors/0/path"), "/theme", "{}", refused.text);
            assert!(refused.text_at("/errors/0/message").contains(told), "{}", refused.text);
        }
        admin.patch(SETTINGS, 0, &json!({ "theme": "probe" })).await.expect_status(200);
        let post = json!({ "content_type": "tag", "data": { "name": "Ink" } });
        let tag = admin.post("/admin/api/entries", &post).await.expect_status(201);
        for (decided, place, code) in [
            (json!({ "wrods": "a" }), "/theme_settings/wrods", "unknown_field"),
            (json!({ "accent": "#000000" }), "/theme_settings/accent", "unknown_field"),
            (json!({ "words": 1 }), "/theme_settings/words", "wrong_kind"),
            (json!({ "words": "x".repeat(21) }), "/theme_settings/words", "too_long"),
            (json!({ "gap": 5 }), "/theme_settings/gap", "too_large"),
            (json!({ "gap": "1;}" }), "/theme_settings/gap", "wrong_kind"),
            (json!({ "shape": "square" }), "/theme_settings/shape", "not_an_option"),
            (json!({ "banner": "00000000000000000000000000" }), "/theme_settings/banner", "unknown_target"),
            (json!({ "banner": "x" }), "/theme_settings/banner", "wrong_kind"),
            (json!({ "story": tag.at("/id") }), "/theme_settings/story", "wrong_target"),
            (json!([]), "/theme_settings", "wrong_kind"),
            (Value::Null, "/theme_settings", "wrong_kind"),
        ] {
            let refused = admin.patch(SETTINGS, 1, &json!({ "theme_settings": decided })).await.expect_status(422);
            assert_eq!(refused.at("/errors/0/path"), place, "{}", refused.text);
            assert_eq!(refused.at("/errors/0/code"), code, "{}", refused.text);
        }
        let late = json!({ "theme_settings": { "words": "a" } });
        admin.patch(SETTINGS, 0, &late).await.expect_status(412);
        server.token("editor").patch(SETTINGS, 1, &late).await.expect_status(403);
        let large = json!({ "theme_settings": { "words": "x".repeat(3 * 1024 * 1024) } });
        admin.patch(SETTINGS, 1, &large).await.expect_status(413);
        assert_eq!(admin.get(SETTINGS).await.at("/theme_settings"), json!({}));
    }

    async fn themes_are_listed_with_their_settings(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        probe(&server, "probe", HOME);
        let broken = server.data_folder().join("themes/broken");
        fs::create_dir_all(&broken).expect("a folder is made");
        fs::write(broken.join("theme.toml"), "name = 1").expect("a file is written");
        let found = server.token("admin").get(THEMES).await.expect_status(200);
        let names: Vec<Value> = (0..3).map(|index| found.at(&format!("/items/{index}/name"))).collect();
        assert_eq!(names, ["broken", "gazette", "probe"], "{}", found.text);
        assert!(found.text_at("/items/0/mistake").starts_with("theme.toml:1: "), "{}", found.text);
        assert_eq!(found.at("/items/1/settings/1/kind"), "colour");
        assert_eq!(found.at("/items/1/settings/4/visible_if"), json!({ "setting": "front_lead", "is": true }));
        assert_eq!(found.at("/items/2/settings/3/max"), 4);
        server.token("editor").get(THEMES).await.expect_status(403);
        server.anonymous().get(THEMES).await.expect_status(401);
    }

    async fn gazette_looks_as_it_is_told(database: TestDatabase) {
        let server = TestServer::start_blog(database).await;
        let admin = server.token("admin");
        for title in ["One", "Two"] {
            let post = json!({ "content_type": "post", "data": { "title": title, "body": "a" } });
            let made = admin.post("/admin/api/entries", &post).await.expect_status(201);
            let publish = format!("/admin/api/entries/{}/publish", made.text_at("/id"));
            admin.act(&publish, made.number_at("/version")).await.expect_status(200);
        }
        let page = async || server.anonymous().get("/").await.expect_status(200).text;
        assert!(page().await.contains("class=\"lead\""));
        let decided = json!({ "accent": "#AA3300", "front_lead": false, "footer_note": "Ours & yours" });
        admin.patch(SETTINGS, 0, &json!({ "theme_settings": decided })).await.expect_status(200);
        let page = page().await;
        assert!(page.contains("<style>:root{--setting-accent:#aa3300}</style>"), "{page}");
        assert!(!page.contains("class=\"lead\"") && page.contains("class=\"river\""), "{page}");
        assert!(page.contains("Ours &amp; yours"), "{page}");
    }
}
