//! A kept answer always equals a fresh one, whatever happens between its reading and its keeping.

use std::sync::Arc;

use galley_tests::on_each_database;
use tokio::task::JoinSet;

use super::world::{Dice, World};

/// Each with other random numbers.
const SEEDS: [u64; 2] = [7, 20_261_121];
const ROUNDS: usize = 14;

on_each_database! {
    async fn kept_answers_equal_fresh_ones_after_any_change(database: TestDatabase) {
        let world = Arc::new(World::on(database).await);
        let (mut kept_over, mut dropped) = (0, 0);
        for seed in SEEDS {
            let mut dice = Dice::new(seed);
            for round in 0..ROUNDS {
                world.warm().await;
                let (before, _, dropped_before) = world.cache.size();
                // Some answers are read now and kept only after somebody has changed something.
                let mut paused = dice.clone();
                let slow = (0..8).map(|_| {
                    let (name, question) = world.questions[paused.below(world.questions.len())].clone();
                    let (world, mut dice) = (Arc::clone(&world), Dice::new(seed + paused.below(1_000) as u64));
                    async move {
                        let change = Box::pin(world.change(&mut dice));
                        world.render_and_keep(&name, &question, change).await;
                    }
                });
                for one in slow {
                    one.await;
                }
                for _ in 0..=dice.below(2) {
                    world.change(&mut dice).await;
                }
                let stale = world.stale().await;
                assert!(stale.is_empty(), "seed {seed}, round {round}:\n{}", stale.join("\n"));
                let (after, _, dropped_after) = world.cache.size();
                kept_over += after.min(before);
                dropped += dropped_after - dropped_before;
            }
        }
        assert!(kept_over > 0 && dropped > 0, "{kept_over} answers stayed and {dropped} were dropped");
    }

    async fn readers_and_writers_at_once_leave_nothing_stale(database: TestDatabase) {
        let world = Arc::new(World::on(database).await);
        for round in 0..4_u64 {
            let mut tasks = JoinSet::new();
            for reader in 0..4 {
                let (world, mut dice) = (Arc::clone(&world), Dice::new(100 * round + reader));
                tasks.spawn(async move {
                    for _ in 0..30 {
                        let (name, question) = world.questions[dice.below(world.questions.len())].clone();
                        if world.cache.get(&name, || world.test.now()).is_none() {
                            let pause = std::time::Duration::from_millis(dice.below(4) as u64);
                            world.render_and_keep(&name, &question, tokio::time::sleep(pause)).await;
                        }
                    }
                });
            }
            for writer in 0..2 {
                let (world, mut dice) = (Arc::clone(&world), Dice::new(1_000 * round + writer));
                tasks.spawn(async move {
                    for _ in 0..8 {
                        world.change(&mut dice).await;
                    }
                });
            }
            tasks.join_all().await;
            let stale = world.stale().await;
            assert!(stale.is_empty(), "round {round}:\n{}", stale.join("\n"));
        }
    }
}
