//! Bodies that were rendered when they were published: a page shows them, and is the same without them.

use std::collections::HashMap;

use galley_app::entries::{Expected, publish, save, unpublish};
use galley_app::{housekeeping, rendered as bodies};
use galley_domain::ids::{DocumentId, EntryId};
use galley_domain::locales::{Locale, Stage};
use galley_render::Wording;
use galley_render::markdown::{made_by, rendering_key};
use galley_store::rendered::{self, Rendering, ShownBody};
use galley_store::{Priority, entries};
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::feeds::file;
use super::pages::html;
use crate::entries::{create_published, input};

fn english() -> Wording {
    Wording::of_language("en")
}

async fn entry_of(app: &TestApp, document: DocumentId) -> EntryId {
    let snapshot = app.app.store.snapshot().await.expect("a snapshot");
    let heads = entries::heads(&snapshot, &[document]).await.expect("the rows of a document");
    heads.into_iter().find(|head| head.stage == Stage::Published).expect("it is published").id
}

async fn kept(app: &TestApp, source: &str) -> Option<Rendering> {
    let snapshot = app.app.store.snapshot().await.expect("a snapshot");
    let found = rendered::by_hashes(&snapshot, &[rendering_key(english(), source)]).await.expect("a look-up");
    found.into_values().next()
}

/// Puts another rendering in the place of the one that is kept; none takes it away.
async fn replace(app: &TestApp, source: &str, rendering: Option<Rendering>) {
    let unit = app.app.store.write(Priority::Interactive).await.expect("a unit of work begins");
    let hash = rendering_key(english(), source);
    // Nobody may show it when it goes.
    let shown = shown(app, hash).await;
    rendered::remove_bodies(&unit, &shown).await.expect("nobody shows it");
    rendered::remove_unused(&unit, &[hash]).await.expect("it goes");
    rendered::keep(&unit, rendering.as_slice()).await.expect("another comes");
    let made_by = made_by(english());
    let shown: Vec<ShownBody> =
        shown.into_iter().map(|entry| ShownBody { entry, hash, made_by: made_by.clone() }).collect();
    rendered::show(&unit, &shown).await.expect("it is shown again");
    unit.commit().await.expect("the unit of work ends");
}

/// The published entries whose body has this hash.
async fn shown(app: &TestApp, hash: [u8; 32]) -> Vec<EntryId> {
    let snapshot = app.app.store.snapshot().await.expect("a snapshot");
    let model = app.app.model();
    let mut found = Vec::new();
    for stored in model.types() {
        for head in entries::published_heads(&snapshot, stored.id, EntryId(0), 1000).await.expect("heads") {
            let rows = entries::by_ids(&snapshot, &[head.id]).await.expect("a row");
            let data: serde_json::Value = serde_json::from_str(&rows[0].data).expect("a document");
            let body = data.get("body").and_then(serde_json::Value::as_str);
            if body.is_some_and(|body| rendering_key(english(), body) == hash) {
                found.push(head.id);
            }
        }
    }
    found
}

/// Puts all published entries back to where an older renderer left them.
async fn made_by_another(app: &TestApp, of: &HashMap<EntryId, &str>) {
    let unit = app.app.store.write(Priority::Interactive).await.expect("a unit of work begins");
    let other = |source: &str| rendering_key(Wording::of_language("de"), source);
    let bodies: Vec<ShownBody> = of
        .iter()
        .map(|(entry, source)| ShownBody { entry: *entry, hash: other(source), made_by: "1/en".to_owned() })
        .collect();
    let old: Vec<Rendering> = of
        .values()
        .map(|source| Rendering {
            hash: other(source),
            html: "<p>old</p>".to_owned(),
            toc: "[]".to_owned(),
            excerpt: "old".to_owned(),
        })
        .collect();
    rendered::keep(&unit, &old).await.expect("the old ones are kept");
    rendered::show(&unit, &bodies).await.expect("the old ones are shown");
    unit.commit().await.expect("the unit of work ends");
}

on_each_database! {
    async fn publishing_keeps_what_the_page_shows_and_the_page_needs_it_not(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let target = create_published(&app.editor(), "post", json!({"title": "Target", "body": "b"})).await.document;
        let body = format!(
            "# Über uns\n\n[there](/go/{target}#part) [nowhere](/go/01j9z3ndektsv4rrffq69g5fav) <script>alert(1)</script>\n\n\
             ```rust\nfn main() {{}}\n```\n\n$x^2$ 日本語 \u{1f980}"
        );
        create_published(&app.editor(), "post", json!({"title": "Kept", "body": body})).await;
        let row = kept(&app, &body).await.expect("the body was rendered at publish");
        assert!(row.html.contains("<math") && !row.html.contains("<script"), "{}", row.html);
        let with = html(&app, "/blog/kept").await;
        assert!(with.contains("href=\"/blog/target#part\"") && with.contains("<h2 id=\"über-uns\""), "{with}");
        assert!(with.contains("href=\"/go/01j9z3ndektsv4rrffq69g5fav\""), "{with}");
        replace(&app, &body, None).await;
        assert_eq!(html(&app, "/blog/kept").await, with);
    }

    async fn a_page_a_list_and_a_feed_show_what_is_kept_of_their_source(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        create_published(&app.editor(), "post", json!({"title": "True", "body": "true"})).await;
        let row = kept(&app, "true").await.expect("the body was rendered");
        let (html_kept, excerpt) = ("<p>taken from the table</p>".to_owned(), "its beginning".to_owned());
        replace(&app, "true", Some(Rendering { html: html_kept, excerpt, ..row.clone() })).await;
        assert!(html(&app, "/blog/true").await.contains("taken from the table"));
        assert!(html(&app, "/").await.contains("its beginning"));
        let feed = file(&app, "/feed.xml").await.1;
        assert!(feed.contains("taken from the table") && feed.contains("its beginning"), "{feed}");
        // What cannot be read back is rendered.
        let damaged = Rendering { html: "<p>false</p>".to_owned(), toc: "no JSON".to_owned(), ..row };
        replace(&app, "true", Some(damaged)).await;
        let page = html(&app, "/blog/true").await;
        assert!(page.contains("<p>true</p>") && !page.contains("false</p>"), "{page}");
    }

    async fn equal_texts_are_kept_once_and_go_with_the_last_that_shows_them(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let editor = app.editor();
        let mut posts = Vec::new();
        for title in ["One", "Two"] {
            posts.push(create_published(&editor, "post", json!({"title": title, "body": "same"})).await.document);
        }
        for post in posts {
            assert!(kept(&app, "same").await.is_some());
            unpublish::unpublish(&editor, post, &Locale::none(), Expected::Any).await.expect("it is unpublished");
            housekeeping::once(&app.app).await.expect("housekeeping");
        }
        assert_eq!(kept(&app, "same").await, None);
    }

    async fn publishing_again_keeps_the_new_text_and_a_draft_changes_nothing(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let post = create_published(&app.editor(), "post", json!({"title": "Edited", "body": "one"})).await.document;
        let draft = input(json!({"body": "two"}));
        save::save(&app.editor(), post, &Locale::none(), Expected::Any, &draft).await.expect("the draft is saved");
        assert_eq!(kept(&app, "two").await, None);
        publish::publish(&app.editor(), post, &Locale::none(), Expected::Any).await.expect("it is published");
        housekeeping::once(&app.app).await.expect("housekeeping");
        assert_eq!(kept(&app, "one").await, None);
        assert_eq!(kept(&app, "two").await.expect("a row").html.trim(), "<p>two</p>");
        assert!(html(&app, "/blog/edited").await.contains("<p>two</p>"));
    }

    async fn what_another_renderer_made_is_filled_in_once_and_then_swept(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let mut made = HashMap::new();
        for body in ["a", "b", "c", ""] {
            let title = format!("Post {body}");
            let post = create_published(&app.editor(), "post", json!({"title": title, "body": body})).await.document;
            made.insert(entry_of(&app, post).await, body);
        }
        assert_eq!(bodies::fill(&app.app).await.expect("nothing to fill in"), 0);
        made_by_another(&app, &made).await;
        // Nobody shows the new ones now.
        housekeeping::once(&app.app).await.expect("housekeeping");
        assert_eq!(kept(&app, "a").await, None);
        assert!(html(&app, "/blog/post-a").await.contains("<p>a</p>"));
        assert_eq!(bodies::fill(&app.app).await.expect("all are filled in"), 4);
        assert_eq!(kept(&app, "c").await.expect("a row").html.trim(), "<p>c</p>");
        assert_eq!(bodies::fill(&app.app).await.expect("nothing is left"), 0);
        housekeeping::once(&app.app).await.expect("housekeeping");
        let snapshot = app.app.store.snapshot().await.expect("a snapshot");
        let looked_at = rendered::unused(&snapshot, None, 100).await.expect("a look");
        assert!(looked_at.unused.is_empty(), "{looked_at:?}");
        let old = rendering_key(Wording::of_language("de"), "a");
        assert!(rendered::by_hashes(&snapshot, &[old]).await.expect("a look-up").is_empty());
    }

    async fn an_entry_that_is_published_while_it_is_filled_in_keeps_its_new_text(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let post = create_published(&app.editor(), "post", json!({"title": "Racing", "body": "before"})).await.document;
        let entry = entry_of(&app, post).await;
        made_by_another(&app, &HashMap::from([(entry, "before")])).await;
        let racing = async {
            let draft = input(json!({"body": "after"}));
            save::save(&app.editor(), post, &Locale::none(), Expected::Any, &draft).await.expect("it is saved");
            publish::publish(&app.editor(), post, &Locale::none(), Expected::Any).await.expect("it is published");
        };
        let (filled, ()) = tokio::join!(bodies::fill(&app.app), racing);
        filled.expect("filled in, or left to the one who published");
        housekeeping::once(&app.app).await.expect("housekeeping");
        assert!(kept(&app, "after").await.is_some());
        assert_eq!(kept(&app, "before").await, None);
    }
}
