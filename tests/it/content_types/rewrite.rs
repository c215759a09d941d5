//! Rows of an older version: read as today's at once, and rewritten behind.

use galley_app::entries::batch::{self, EntryInput};
use galley_app::entries::{Expected, publish};
use galley_app::{Ctx, content_types, verify};
use galley_domain::ids::{EntryId, SchemaVersion};
use galley_domain::locales::Locale;
use galley_store::{entries, routes};
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::{Value, json};

use super::{apply, recipe};
use crate::entries::{create_published, object};

fn attributes(more: &[(&str, Value)]) -> Value {
    let mut fields =
        json!({ "title": { "type": "string" }, "slug": { "type": "uid", "targetField": "title" } });
    for (name, field) in more {
        fields[*name] = field.clone();
    }
    fields
}

fn input(test: &TestApp, number: usize) -> EntryInput {
    EntryInput {
        content_type: "recipe".parse().expect("a type name"),
        document: galley_app::ids::new_document_id(test.now()),
        locale: Locale::none(),
        data: object(json!({ "title": format!("Recipe {number}"), "slug": format!("recipe-{number}") })),
        publish: true,
        published_at: None,
        created_at: None,
        redirects: Vec::new(),
        import: None,
    }
}

async fn stale(ctx: &Ctx) -> usize {
    let stored = ctx.model().by_name("recipe").cloned().expect("the type is there");
    let snapshot = ctx.app.store.snapshot().await.expect("a snapshot");
    let rows = entries::stale(&snapshot, stored.id, stored.version, EntryId(0), 10_000).await;
    rows.expect("rows are read").len()
}

async fn verified(ctx: &Ctx) {
    let report = verify::run(ctx).await.expect("the site is checked");
    assert!(report.ok, "{report:#?}");
}

on_each_database! {
    async fn a_new_field_reaches_every_row(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.system();
        apply(&ctx, &recipe(json!({ "public": true }), attributes(&[]))).await.expect("it is new");
        for number in 0..3 {
            create_published(&ctx, "recipe", json!({ "title": format!("Recipe {number}") })).await;
        }
        let minutes = json!({ "type": "integer", "default": 20 });
        let changed = recipe(json!({ "public": true }), attributes(&[("minutes", minutes)]));
        apply(&ctx, &changed).await.expect("a field comes");
        assert_eq!(stale(&ctx).await, 6, "drafts and published rows");
        verified(&ctx).await;

        assert_eq!(content_types::rewrite_stale(&test.app).await.expect("it is rewritten"), 6);
        assert_eq!(stale(&ctx).await, 0);
        verified(&ctx).await;
        let snapshot = test.app.store.snapshot().await.expect("a snapshot");
        let stored = ctx.model().by_name("recipe").cloned().expect("the type is there");
        let rows = entries::stale(&snapshot, stored.id, SchemaVersion(i32::MAX), EntryId(0), 100).await;
        for row in rows.expect("rows are read") {
            assert!(row.data.contains("\"minutes\":20"), "{}", row.data);
            assert!(row.served.contains("\"minutes\":20"), "{}", row.served);
        }
        assert_eq!(content_types::rewrite_stale(&test.app).await.expect("nothing is left"), 0);
    }

    async fn a_field_that_becomes_private_leaves_what_is_served(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.system();
        let note = |private: bool| ("note", json!({ "type": "string", "private": private }));
        apply(&ctx, &recipe(json!({}), attributes(&[note(false)]))).await.expect("it is new");
        create_published(&ctx, "recipe", json!({ "title": "A", "note": "secret sauce" })).await;
        apply(&ctx, &recipe(json!({}), attributes(&[note(true)]))).await.expect("an option changes");
        content_types::rewrite_stale(&test.app).await.expect("it is rewritten");
        let snapshot = test.app.store.snapshot().await.expect("a snapshot");
        let stored = ctx.model().by_name("recipe").cloned().expect("the type is there");
        let rows = entries::stale(&snapshot, stored.id, SchemaVersion(i32::MAX), EntryId(0), 100).await;
        for row in rows.expect("rows are read") {
            assert!(!row.served.contains("secret"), "{}", row.served);
            assert!(row.data.contains("secret"), "{}", row.data);
        }
    }

    async fn a_write_before_the_rewriting_leaves_nothing_out(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.system();
        let minutes = |indexed: bool| ("minutes", json!({ "type": "integer", "galley": { "indexed": indexed } }));
        apply(&ctx, &recipe(json!({}), attributes(&[minutes(false)]))).await.expect("it is new");
        let entry = create_published(&ctx, "recipe", json!({ "title": "Soup", "minutes": 20 })).await;
        apply(&ctx, &recipe(json!({}), attributes(&[minutes(true)]))).await.expect("an option changes");
        // Neither row changes what it says, and both are of today's version from now on.
        publish::publish(&ctx, entry.document, &Locale::none(), Expected::Any).await.expect("it is published");
        assert_eq!(content_types::rewrite_stale(&test.app).await.expect("nothing is left"), 0);
        verified(&ctx).await;
    }

    async fn pages_move_with_the_route_and_leave_redirects(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.system();
        apply(&ctx, &recipe(json!({ "route": "/recipes/{slug}" }), attributes(&[]))).await.expect("it is new");
        let entry = create_published(&ctx, "recipe", json!({ "title": "Soup", "slug": "soup" })).await;
        apply(&ctx, &recipe(json!({ "route": "/kitchen/{slug}" }), attributes(&[]))).await.expect("it changes");
        content_types::rewrite_stale(&test.app).await.expect("it is rewritten");
        let snapshot = test.app.store.snapshot().await.expect("a snapshot");
        let page = routes::entry_paths(&snapshot, &[entry.document], &Locale::none()).await.expect("routes");
        assert_eq!(page, [(entry.document, "/kitchen/soup".to_owned())]);
        let old = routes::by_path(&snapshot, "/recipes/soup").await.expect("routes").expect("it leads on");
        assert_eq!(old.target.document(), Some(entry.document));
        verified(&ctx).await;
    }

    async fn more_rows_than_one_commit_takes_are_rewritten(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = test.system();
        apply(&ctx, &recipe(json!({}), attributes(&[]))).await.expect("it is new");
        let inputs: Vec<EntryInput> = (0..300).map(|number| input(&test, number)).collect();
        batch::write(&ctx, &inputs).await.expect("they are written");
        let before = stale(&ctx).await;
        apply(&ctx, &recipe(json!({}), attributes(&[("note", json!({ "type": "text" }))]))).await.expect("more");
        let all = stale(&ctx).await;
        assert!(before == 0 && all >= 300, "{before} {all}");
        let rewritten = content_types::rewrite_stale(&test.app).await.expect("they are rewritten");
        assert_eq!(usize::try_from(rewritten), Ok(all));
        verified(&ctx).await;
    }
}
