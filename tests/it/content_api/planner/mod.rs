//! The query planner against the evaluator: random content, random questions, one answer.
//!
//! `content` makes a world of entries in memory and in a database, `questions` asks about it in names, `oracle` answers
//! in memory. The planner must agree with the oracle on every question, on every database.

mod content;
mod model;
mod oracle;
mod questions;
pub(crate) mod random;
mod statements;

use galley_domain::query::check::check;
use galley_domain::query::{Expected, RequestedLocale, RequestedPage, RequestedQuery};
use galley_domain::roles::Actor;
use galley_store::{Store, StoreConfig};
use galley_tests::database::TestDatabase;
use galley_tests::on_each_database;

use content::World;
use random::Random;

async fn world_in(database: &TestDatabase, seed: u64) -> (Store, World) {
    large_world_in(database, seed, 40).await
}

async fn large_world_in(database: &TestDatabase, seed: u64, articles: usize) -> (Store, World) {
    let store = Store::connect(&StoreConfig::at(database.url())).await.expect("the store opens");
    let world = World::random(&mut Random::of(seed), articles);
    let world = world.write(&store).await;
    (store, world)
}

/// Asks both and compares; gives the number of entries that were found.
async fn agree(store: &Store, world: &World, requested: &RequestedQuery) -> usize {
    let target = world.model.by_name("article").expect("the model has articles");
    let query = check(&world.model, &Actor::System, target, requested, Expected::List)
        .unwrap_or_else(|error| panic!("{error}: {requested:#?}"));
    let reading = store.reading().await.expect("a reading");
    let found = galley_store::query::run(&reading, &world.model, &query)
        .await
        .unwrap_or_else(|error| panic!("{error:?}: {requested:#?}"));
    let expected = oracle::answer(world, &query);
    assert_eq!(oracle::shape(&found, &query), expected, "{requested:#?}");
    found.top.len()
}

on_each_database! {
    async fn the_planner_finds_what_the_evaluator_finds(database: TestDatabase) {
        let (store, world) = world_in(&database, 1).await;
        let mut random = Random::of(2);
        let mut found = 0;
        for _ in 0..600 {
            let filter = questions::filter(&mut random, &world);
            let requested = RequestedQuery { filter: Some(filter), ..questions::world(&mut random) };
            found += agree(&store, &world, &requested).await;
        }
        assert!(found > 1_000, "questions that find nothing say little: {found}");
    }

    async fn instances_agree_in_one_locale_and_in_all(database: TestDatabase) {
        let (store, world) = world_in(&database, 5).await;
        let mut found = 0;
        for filter in questions::that_sql_decides_by_instance() {
            for locale in [RequestedLocale::Code("fr".to_owned()), RequestedLocale::Any] {
                let page = RequestedPage { page_size: Some(100), ..RequestedPage::default() };
                let filter = Some(filter.clone());
                let requested = RequestedQuery { filter, locale, page, ..RequestedQuery::default() };
                found += agree(&store, &world, &requested).await;
            }
        }
        assert!(found > 0, "questions that find nothing say little");
    }

    async fn lists_are_ordered_and_cut_as_the_evaluator_says(database: TestDatabase) {
        let (store, world) = world_in(&database, 3).await;
        let mut random = Random::of(4);
        for _ in 0..300 {
            let requested = RequestedQuery {
                sort: questions::sort(&mut random),
                page: questions::page(&mut random),
                filter: random.chance(30).then(|| questions::filter(&mut random, &world)),
                ..questions::world(&mut random)
            };
            agree(&store, &world, &requested).await;
        }
    }

    async fn long_lists_agree_from_whichever_end_they_are_found(database: TestDatabase) {
        let (store, world) = large_world_in(&database, 8, 1_300).await;
        let mut random = Random::of(9);
        for filter in questions::that_many_satisfy() {
            for sort in questions::along_an_index() {
                for _ in 0..2 {
                    let page = questions::page(&mut random);
                    let (filter, sort) = (Some(filter.clone()), sort.clone());
                    agree(&store, &world, &RequestedQuery { filter, sort, page, ..RequestedQuery::default() }).await;
                }
            }
        }
    }

    async fn what_is_populated_is_what_the_evaluator_reaches(database: TestDatabase) {
        let (store, world) = world_in(&database, 5).await;
        let mut random = Random::of(6);
        for _ in 0..200 {
            // Small, so that the price stays within the budget however much is populated.
            let page = RequestedPage { page_size: Some(30), ..RequestedPage::default() };
            let populate = questions::populate(&mut random, &world, "article", 2);
            let requested = RequestedQuery { populate, page, ..questions::world(&mut random) };
            agree(&store, &world, &requested).await;
        }
    }
}
