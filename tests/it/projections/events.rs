//! What an event says of a change, so that nobody has to look the rows up.

use galley_app::entries::{Expected, publish, save, trash, unpublish};
use galley_domain::events::{EntryChange, EventKind, Subject};
use galley_domain::ids::{EntryVersion, FieldId};
use galley_domain::locales::{Locale, Stage};
use galley_store::events::StoredEvent;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::{events_after, head};
use crate::entries::{create, create_published, input};

on_each_database! {
    async fn a_publication_says_what_lists_need_and_no_more(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let tag = create_published(&ctx, "tag", json!({ "name": "Rust", "slug": "rust" })).await;
        let data = json!({ "title": "One", "slug": "one", "body": "Long.", "tags": [tag.document] });
        let post = create_published(&ctx, "post", data).await;
        let before = head(&test.app).await;
        test.wait_minutes(1);
        let change = input(json!({ "title": "Two", "body": "Longer.", "tags": [] }));
        save::save(&ctx, post.document, &Locale::none(), Expected::Any, &change).await.expect("it is saved");
        publish::publish(&ctx, post.document, &Locale::none(), Expected::Any).await.expect("it is published");

        let events = events_after(&test.app, before).await;
        let published = only(&events, EventKind::EntryPublished);
        let stored = ctx.model().by_name("post").cloned().expect("the type is there");
        let field = |name: &str| stored.schema.field(name).expect("a field").id;
        let named: Vec<FieldId> = ["title", "body", "tags"].map(field).to_vec();
        assert_eq!(sorted(&published.changed), sorted(&named));
        assert!(published.entry.is_some() && published.revision_after > published.revision_before);
        let (old, new) = (published.before.expect("it was there"), published.after.expect("it is there"));
        let texts = |side: &galley_domain::events::RowSide| {
            side.values.iter().filter_map(|value| value.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!((texts(&old), texts(&new)), (vec!["One".to_owned()], vec!["Two".to_owned()]));
        assert_eq!(old.targets.iter().map(|link| link.target).collect::<Vec<_>>(), [tag.document]);
        assert!(new.targets.is_empty() && old.published_at == new.published_at && old.updated_at < new.updated_at);
        let moved = events.iter().filter(|stored| stored.event.kind == EventKind::RoutesChanged).count();
        assert_eq!(moved, 0, "the page stays where it is");
    }

    async fn what_comes_and_goes_has_one_side_and_a_path(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let post = create_published(&ctx, "post", json!({ "title": "One", "slug": "one" })).await;
        let all = events_after(&test.app, galley_domain::ids::EventSeq(0)).await;
        let published = only(&all, EventKind::EntryPublished);
        assert!(published.before.is_none() && !published.after.expect("it is there").values.is_empty());
        assert!(all.iter().any(|stored| stored.event.kind == EventKind::RoutesChanged), "its path is new");

        let before = head(&test.app).await;
        unpublish::unpublish(&ctx, post.document, &Locale::none(), Expected::Any).await.expect("it goes");
        let events = events_after(&test.app, before).await;
        let gone = only(&events, EventKind::EntryUnpublished);
        assert!(gone.after.is_none() && !gone.before.expect("it was there").values.is_empty());
        assert!(events.iter().any(|stored| stored.event.kind == EventKind::RoutesChanged), "its path is free");

        let before = head(&test.app).await;
        trash::trash(&ctx, post.document, &trash::TrashScope::Document, Expected::Any).await.expect("it goes");
        let trashed = only(&events_after(&test.app, before).await, EventKind::EntryTrashed);
        assert!(trashed.after.is_none() && !trashed.before.expect("the draft was there").values.is_empty());
    }

    async fn an_autosave_says_the_version_and_nothing_else(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let post = create(&ctx, "post", json!({ "title": "One" })).await.state;
        let before = head(&test.app).await;
        let change = input(json!({ "title": "Two" }));
        save::autosave(&ctx, post.document, &Locale::none(), Expected::Any, &change).await.expect("it is saved");
        let touched = only(&events_after(&test.app, before).await, EventKind::DraftTouched);
        let entry = touched.entry;
        assert!(entry.is_some());
        assert_eq!(touched, EntryChange { entry, ..EntryChange::touched(EntryVersion(2)) });
    }

    async fn a_change_of_much_text_is_wide(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        let mut tags = Vec::new();
        for number in 0..700 {
            let name = format!("{number:0>200}");
            tags.push(create(&ctx, "tag", json!({ "name": name })).await.state.document);
        }
        let before = head(&test.app).await;
        create(&ctx, "post", json!({ "title": "One", "tags": tags })).await;
        let small = only(&events_after(&test.app, before).await, EventKind::EntryCreated);
        assert!(!small.wide, "700 links fit");
        let text = "x".repeat(EntryChange::LIMIT);
        let value = galley_domain::events::LeafValue {
            path: galley_domain::ids::PathId(1), text: Some(text), number: None, time: None,
        };
        let after = small.after.clone().map(|side| galley_domain::events::RowSide { values: vec![value], ..side });
        let wide = EntryChange { after, ..small.clone() }.bounded();
        let bare = wide.after.expect("that it is there is still said");
        assert!(wide.wide && bare.values.is_empty() && bare.targets.is_empty() && bare.updated_at == test.now());
    }
}

/// The change of the only event of a kind; of two stages it is the published one.
fn only(events: &[StoredEvent], kind: EventKind) -> EntryChange {
    let of_kind = events.iter().filter(|stored| stored.event.kind == kind);
    let mut found: Vec<(Stage, &EntryChange)> = of_kind
        .filter_map(|stored| match &stored.event.subject {
            Subject::Entry { stage, change, .. } => Some((*stage, change.as_ref())),
            Subject::Other { .. } => None,
        })
        .collect();
    found.sort_by_key(|(stage, _)| std::cmp::Reverse(*stage));
    found.first().expect("there is such an event").1.clone()
}

fn sorted(fields: &[FieldId]) -> Vec<FieldId> {
    let mut fields = fields.to_vec();
    fields.sort_unstable();
    fields
}
