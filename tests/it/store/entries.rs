//! Entries and revisions as rows.

use galley_domain::documents::RevisionKind;
use galley_domain::ids::RevisionNumber;
use galley_domain::roles::ActorRef;
use galley_store::Snapshot;
use galley_store::entries::Entry;
use galley_store::revisions::{self, RevisionHead, RevisionRow};
use galley_tests::on_each_database;

use super::*;

on_each_database! {
    async fn entries_come_back_as_they_went_in_under_ids_in_the_order_of_the_list(database: TestDatabase) {
        let store = open(&database).await;
        let unit = begin(&store).await;
        let content_type = content_type(&unit).await;
        let documents: Vec<Document> = (1..=300).map(|number| document(content_type, number)).collect();
        documents::insert(&unit, &documents).await.expect("the documents are new");
        let mut entries = Vec::new();
        for document in &documents {
            entries.push(entry(content_type, document.id, Stage::Draft));
            entries.push(entry(content_type, document.id, Stage::Published));
        }
        entries[7].slug = Some("naïve-日本".to_owned());
        entries[7].updated_by = Some(ActorRef::Token(galley_domain::ids::TokenId(3)));
        let ids = rows::insert(&unit, &entries).await.expect("the entries are new");
        unit.commit().await.expect("it commits");

        let snapshot = store.snapshot().await.expect("a snapshot begins");
        for (id, expected) in ids.iter().zip(&entries) {
            let found = row(&snapshot, *id).await;
            assert_eq!(found.row, *expected);
        }
        let all = rows::by_ids(&snapshot, &ids).await.expect("the rows are readable");
        assert_eq!(all.len(), entries.len());
    }

    async fn a_snapshot_shows_one_moment(database: TestDatabase) {
        let store = open(&database).await;
        let unit = begin(&store).await;
        let (document, id) = published(&unit, &[1]).await[0];
        unit.commit().await.expect("it commits");

        let before = store.snapshot().await.expect("a snapshot begins");
        let mut found = row(&before, id).await;
        found.row.data = String::from("{\"title\":\"new\"}");
        let unit = begin(&store).await;
        documents::lock(&unit, &[document]).await.expect("the document is locked");
        rows::update(&unit, &found).await.expect("it is written");
        unit.commit().await.expect("it commits");

        let seen = row(&before, id).await;
        assert_eq!(seen.data, "{}");
        let after = store.snapshot().await.expect("a snapshot begins");
        let seen = row(&after, id).await;
        assert_eq!(seen.data, "{\"title\":\"new\"}");
    }

    async fn only_an_open_revision_is_rewritten_and_there_is_one(database: TestDatabase) {
        let store = open(&database).await;
        let unit = begin(&store).await;
        let (document, _) = published(&unit, &[1]).await[0];
        let locale = Locale::none();
        let first = session(document, 1, "{\"a\":1}");
        revisions::insert(&unit, std::slice::from_ref(&first)).await.expect("it is new");
        let open = revisions::open(&unit, document, &locale).await.expect("readable").expect("it is open");
        revisions::rewrite(&unit, open.id, &session(document, 1, "{\"a\":2}")).await.expect("it is open");
        revisions::close(&unit, document, &locale).await.expect("it closes");
        revisions::rewrite(&unit, open.id, &session(document, 1, "{\"a\":3}")).await.expect("nothing happens");
        revisions::insert(&unit, &[session(document, 2, "{}")]).await.expect("the other one is closed");
        unit.commit().await.expect("it commits");

        let snapshot = store.snapshot().await.expect("a snapshot begins");
        let found = revisions::by_number(&snapshot, document, &locale, RevisionNumber(1)).await;
        let found = found.expect("readable").expect("there");
        assert_eq!((found.row.data.as_str(), found.open), ("{\"a\":2}", false));
        let newest = revisions::newest(&snapshot, document).await.expect("readable");
        assert_eq!(newest.iter().map(|(_, head)| head.number).collect::<Vec<_>>(), [RevisionNumber(2)]);

        let unit = begin(&store).await;
        assert!(revisions::insert(&unit, &[session(document, 3, "{}")]).await.is_err(), "two are open");
    }
}

async fn row(snapshot: &Snapshot, id: EntryId) -> Entry {
    rows::by_ids(snapshot, &[id]).await.expect("the row is readable").pop().expect("it is there")
}

fn session(document: DocumentId, number: i64, data: &str) -> RevisionRow {
    let head = RevisionHead {
        document,
        locale: Locale::none(),
        number: RevisionNumber(number),
        kind: RevisionKind::Session,
        open: true,
        schema_version: SchemaVersion(1),
        created_at: NOW,
        updated_at: NOW,
        name: None,
        authors: vec![ActorRef::System],
    };
    RevisionRow { head, data: data.to_owned() }
}
