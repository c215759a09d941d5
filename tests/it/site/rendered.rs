//! Bodies that were rendered when they were published: a page shows them, and is the same without them.

use galley_app::entries::{Expected, publish, save, unpublish};
use galley_domain::ids::{DocumentId, EntryId};
use galley_domain::locales::{Locale, Stage};
use galley_render::markdown::RENDERER;
use galley_store::rendered::{RenderedRow, Rendering};
use galley_store::{Priority, entries, rendered};
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::pages::html;
use crate::entries::{create_published, input};

async fn entry_of(app: &TestApp, document: DocumentId) -> EntryId {
    let snapshot = app.app.store.snapshot().await.expect("a snapshot");
    let heads = entries::heads(&snapshot, &[document]).await.expect("the rows of a document");
    heads.into_iter().find(|head| head.stage == Stage::Published).expect("it is published").id
}

async fn kept(app: &TestApp, entry: EntryId) -> Option<Rendering> {
    let snapshot = app.app.store.snapshot().await.expect("a snapshot");
    rendered::find(&snapshot, entry).await.expect("a look-up")
}

/// Puts another row in the place of what is kept; none takes it away.
async fn replace(app: &TestApp, entry: EntryId, rendering: Option<Rendering>) {
    let unit = app.app.store.write(Priority::Interactive).await.expect("a unit of work begins");
    rendered::delete_for_entries(&unit, &[entry]).await.expect("the row goes");
    let rows: Vec<RenderedRow> =
        rendering.into_iter().map(|rendering| RenderedRow { entry, rendering }).collect();
    rendered::insert(&unit, &rows).await.expect("the row comes");
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
        let post = create_published(&app.editor(), "post", json!({"title": "Kept", "body": body})).await.document;
        let entry = entry_of(&app, post).await;
        let row = kept(&app, entry).await.expect("the body was rendered at publish");
        assert_eq!(row.renderer, RENDERER);
        assert!(row.html.contains("<math") && !row.html.contains("<script"), "{}", row.html);
        let with = html(&app, "/blog/kept").await;
        assert!(with.contains("href=\"/blog/target#part\"") && with.contains("id=\"über-uns\""), "{with}");
        assert!(with.contains("href=\"/go/01j9z3ndektsv4rrffq69g5fav\""), "{with}");
        replace(&app, entry, None).await;
        assert_eq!(html(&app, "/blog/kept").await, with);
    }

    async fn a_page_shows_only_what_was_made_of_its_source_by_this_renderer(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let post = create_published(&app.editor(), "post", json!({"title": "True", "body": "true"})).await.document;
        let entry = entry_of(&app, post).await;
        let row = kept(&app, entry).await.expect("the body was rendered");
        let shown = Rendering { html: "<p>taken from the table</p>".to_owned(), ..row.clone() };
        replace(&app, entry, Some(shown)).await;
        assert!(html(&app, "/blog/true").await.contains("taken from the table"));
        let other = "<p>false</p>".to_owned();
        for wrong in [
            Rendering { html: other.clone(), source_hash: [7; 32], ..row.clone() },
            Rendering { html: other.clone(), renderer: RENDERER - 1, ..row.clone() },
            Rendering { html: other, toc: "no JSON".to_owned(), ..row },
        ] {
            replace(&app, entry, Some(wrong)).await;
            let page = html(&app, "/blog/true").await;
            assert!(page.contains("<p>true</p>") && !page.contains("false</p>"), "{page}");
        }
    }

    async fn publishing_again_replaces_it_and_a_draft_changes_nothing(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let post = create_published(&app.editor(), "post", json!({"title": "Edited", "body": "one"})).await.document;
        let entry = entry_of(&app, post).await;
        let draft = input(json!({"body": "two"}));
        save::save(&app.editor(), post, &Locale::none(), Expected::Any, &draft).await.expect("the draft is saved");
        assert_eq!(kept(&app, entry).await.expect("a row").html.trim(), "<p>one</p>");
        publish::publish(&app.editor(), post, &Locale::none(), Expected::Any).await.expect("it is published");
        assert_eq!(kept(&app, entry).await.expect("a row").html.trim(), "<p>two</p>");
        assert!(html(&app, "/blog/edited").await.contains("<p>two</p>"));
        unpublish::unpublish(&app.editor(), post, &Locale::none(), Expected::Any).await.expect("it is unpublished");
        assert_eq!(kept(&app, entry).await, None);
    }

    async fn sweeping_removes_what_other_renderers_made_and_nothing_else(database: TestDatabase) {
        let app = TestApp::blog_on(database).await;
        let mut found = Vec::new();
        for title in ["A", "B", "C"] {
            let post = create_published(&app.editor(), "post", json!({"title": title, "body": title})).await.document;
            found.push(entry_of(&app, post).await);
        }
        for entry in &found[..2] {
            let row = kept(&app, *entry).await.expect("a row");
            replace(&app, *entry, Some(Rendering { renderer: RENDERER - 1, ..row })).await;
        }
        for expected in [1, 1, 0] {
            let unit = app.app.store.write(Priority::Batch).await.expect("a unit of work begins");
            let removed = rendered::remove_of_other_renderers(&unit, RENDERER, 1).await.expect("a sweep");
            unit.commit().await.expect("the unit of work ends");
            assert_eq!(removed, expected);
        }
        assert_eq!(kept(&app, found[0]).await, None);
        assert!(kept(&app, found[2]).await.is_some());
        assert!(html(&app, "/blog/a").await.contains("<p>A</p>"));
    }
}
