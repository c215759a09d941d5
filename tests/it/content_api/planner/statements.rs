//! How many statements a question costs: a function of its text, never of what it finds.

use galley_domain::query::check::check;
use galley_domain::query::{Expected, RequestedPage, RequestedPopulate, RequestedQuery, RequestedSort};
use galley_domain::roles::Actor;
use galley_store::Store;
use galley_tests::on_each_database;

use super::content::World;
use super::world_in;

fn populated(names: &[(&str, RequestedQuery)]) -> RequestedQuery {
    let named = names.iter().map(|(name, query)| ((*name).to_owned(), query.clone())).collect();
    RequestedQuery { populate: RequestedPopulate::Named(named), ..RequestedQuery::default() }
}

async fn statements(store: &Store, world: &World, requested: &RequestedQuery) -> usize {
    let target = world.model.by_name("article").expect("the model has articles");
    let query =
        check(&world.model, &Actor::System, target, requested, Expected::List).expect("a good question");
    let reading = store.reading().await.expect("a reading");
    galley_store::query::run(&reading, &world.model, &query).await.expect("an answer");
    reading.rows_of().statements()
}

on_each_database! {
    async fn each_level_costs_the_same_whatever_it_shows(database: TestDatabase) {
        let (store, world) = world_in(&database, 7).await;
        let plain = RequestedQuery::default;
        let page = |size| RequestedPage { page_size: Some(size), ..RequestedPage::default() };
        let sorted = RequestedQuery {
            sort: vec![RequestedSort { path: vec!["title".to_owned()], descending: false }],
            ..plain()
        };
        let everything = RequestedQuery { populate: RequestedPopulate::Everything, ..plain() };
        let cases = [
            // The list, with its total.
            (plain(), 1),
            // And the links and the entries of one level.
            (populated(&[("author", plain())]), 3),
            (populated(&[("author", plain()), ("friends", plain()), ("parent", plain())]), 3),
            (populated(&[("parts", populated(&[("person", plain()), ("links", populated(&[("to", plain())]))]))]), 3),
            // And the assets.
            (populated(&[("author", plain()), ("cover", plain())]), 4),
            // A field with a query of its own.
            (populated(&[("author", plain()), ("friends", sorted.clone())]), 4),
            // A second level.
            (populated(&[("author", populated(&[("home", plain())])), ("friends", plain())]), 5),
            (populated(&[("author", populated(&[("articles", plain())]))]), 5),
            (everything, 4),
        ];
        for (requested, expected) in cases {
            for size in [10, 40] {
                let requested = RequestedQuery { page: page(size), ..requested.clone() };
                assert_eq!(statements(&store, &world, &requested).await, expected, "{requested:?}");
            }
        }
    }
}
