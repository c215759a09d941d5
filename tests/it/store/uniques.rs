//! Unique values and paths: who has them, and how they change hands.

use galley_domain::ids::PathId;
use galley_store::routes::{self, Route, RouteTarget};
use galley_store::unique_values::{self, HeldValue, UniqueKey};
use galley_tests::on_each_database;

use super::*;

on_each_database! {
    async fn two_entries_swap_their_values_in_one_commit(database: TestDatabase) {
        let store = open(&database).await;
        let unit = begin(&store).await;
        let entries = published(&unit, &[1, 2]).await;
        let before = [held(entries[0], 1), held(entries[1], 2)];
        assert_eq!(unique_values::insert_all(&unit, &before).await.expect("they are free"), []);
        unit.commit().await.expect("it commits");

        let unit = begin(&store).await;
        unique_values::delete_for_entries(&unit, &[entries[0].1, entries[1].1]).await.expect("given up");
        let after = [held(entries[0], 2), held(entries[1], 1)];
        assert_eq!(unique_values::insert_all(&unit, &after).await.expect("they are free"), []);
        unit.commit().await.expect("it commits");

        let snapshot = store.snapshot().await.expect("a snapshot begins");
        for value in after {
            let holder = unique_values::holder(&snapshot, &value.key).await.expect("readable");
            assert_eq!(holder, Some(value));
        }
    }

    async fn a_taken_value_names_its_holder_and_nothing_else(database: TestDatabase) {
        let store = open(&database).await;
        let unit = begin(&store).await;
        let entries = published(&unit, &[1, 2]).await;
        let first = held(entries[0], 1);
        unique_values::insert_all(&unit, std::slice::from_ref(&first)).await.expect("it is free");
        let wanted = [held(entries[1], 1), held(entries[1], 3)];
        assert_eq!(unique_values::insert_all(&unit, &wanted).await.expect("it answers"), [first]);
    }

    async fn a_page_that_moves_leaves_a_redirect_behind(database: TestDatabase) {
        let store = open(&database).await;
        let unit = begin(&store).await;
        let (document, _) = published(&unit, &[1, 2]).await[0];
        let other = document_id(2);
        routes::insert_all(&unit, &[page("/old", document)]).await.expect("it is free");
        routes::leave_redirects(&unit, &[document], &Locale::none()).await.expect("it moves");
        assert_eq!(routes::insert_all(&unit, &[page("/new", document)]).await.expect("it is free"), []);
        let holders = routes::insert_all(&unit, &[page("/new", other)]).await.expect("it answers");
        assert_eq!(holders, [page("/new", document)]);
        unit.commit().await.expect("it commits");

        let snapshot = store.snapshot().await.expect("a snapshot begins");
        let old = routes::by_path(&snapshot, "/old").await.expect("readable").expect("it is there");
        assert!(matches!(old.target, RouteTarget::RedirectToEntry { document: to, .. } if to == document));
        let paths = routes::entry_paths(&snapshot, &[document, other], &Locale::none()).await.expect("readable");
        assert_eq!(paths, [(document, "/new".to_owned())]);
    }
}

fn held((document, entry): (DocumentId, EntryId), value: u8) -> HeldValue {
    let key = UniqueKey { path: PathId(1), locale: Locale::none(), hash: [value; 32] };
    HeldValue { key, entry, document }
}

fn page(path: &str, document: DocumentId) -> Route {
    let target = RouteTarget::Entry { content_type: ContentTypeId(1), document };
    Route { path: path.to_owned(), locale: Locale::none(), target, created_at: NOW }
}
