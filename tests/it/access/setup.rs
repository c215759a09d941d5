//! The first owner: one, by the token that was printed.

use std::sync::Arc;

use galley_app::sessions::{SignedIn, authenticate};
use galley_app::{settings, setup};
use galley_domain::roles::{Actor, Role};
use galley_tests::on_each_database;

use super::{PASSWORD, World, origin, password};

impl World {
    async fn complete(&self, token: &str, email: &str) -> Option<SignedIn> {
        let input = setup::Setup {
            token: token.to_owned(),
            name: "Ana".to_owned(),
            email: email.to_owned(),
            password: password(PASSWORD),
            site_title: "My site".to_owned(),
            origin: origin(),
        };
        setup::complete(&self.0.app.as_actor(Actor::Anonymous), input).await.expect("it is answered")
    }

    async fn setup_token(&self) -> Option<String> {
        setup::prepare(&self.0.app).await.expect("it is prepared").map(|token| token.reveal().to_owned())
    }
}

on_each_database! {
    async fn the_printed_token_makes_the_owner_and_names_the_site(database: TestDatabase) {
        let world = World::on(database).await;
        let old = world.setup_token().await.expect("there is no owner");
        let token = world.setup_token().await.expect("there is no owner");
        assert!(world.complete(&old, "a@example.org").await.is_none(), "a later start makes another token");
        assert!(world.complete("guessed", "a@example.org").await.is_none());

        let owner = world.complete(&token, "a@example.org").await.expect("the token is right");
        assert_eq!(owner.user.role, Role::Owner);
        assert!(authenticate(&world.0.app, owner.secret.reveal()).await.expect("looked up").is_some());
        let site = settings::load(&world.0.app.store).await.expect("settings");
        assert_eq!(site.values.title, "My site");
        assert!(world.complete(&token, "b@example.org").await.is_none(), "it works once");
        assert_eq!(world.setup_token().await, None);
    }

    async fn of_many_who_have_the_token_one_becomes_owner(database: TestDatabase) {
        let world = Arc::new(World::on(database).await);
        let token = world.setup_token().await.expect("there is no owner");
        let attempts = (0..6).map(|number| {
            let (world, token) = (Arc::clone(&world), token.clone());
            async move { world.complete(&token, &format!("user{number}@example.org")).await.is_some() }
        });
        let served = futures::future::join_all(attempts).await;
        assert_eq!(served.iter().filter(|served| **served).count(), 1, "{served:?}");
    }

    async fn an_owner_made_on_the_machine_ends_the_setup(database: TestDatabase) {
        let world = World::on(database).await;
        let token = world.setup_token().await.expect("there is no owner");
        world.user("owner@example.org", Role::Owner).await;
        assert!(world.complete(&token, "a@example.org").await.is_none());
        assert!(!setup::is_open(&world.0.app).await.expect("it is known"));
    }
}
