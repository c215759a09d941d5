//! Tokens: within the rights of who makes them, and gone at once when revoked.

use galley_app::tokens::{self, CreatedToken, Expiry, NewToken, actor_of_token};
use galley_domain::roles::{Actor, Role, Scope, TokenScope};
use galley_tests::on_each_database;

use super::{DAY, World, assert_forbidden};

fn new_token(role: Role, scopes: &[Scope]) -> NewToken {
    let scope = TokenScope { scopes: scopes.to_vec(), types: None };
    NewToken { name: "test".to_owned(), role, scope, expiry: Expiry::default() }
}

impl World {
    async fn token(&self, role: Role) -> CreatedToken {
        tokens::create(&self.system(), new_token(role, &TokenScope::full().scopes)).await.expect("a token")
    }

    async fn actor(&self, secret: &str) -> Option<Actor> {
        actor_of_token(&self.0.app, secret).await.expect("it is looked up")
    }
}

on_each_database! {
    async fn a_token_acts_with_its_role_until_it_expires(database: TestDatabase) {
        let world = World::on(database).await;
        let CreatedToken { token, secret } = world.token(Role::Editor).await;
        assert!(secret.reveal().starts_with("gly_"));
        assert!(secret.reveal().starts_with(&token.prefix) && token.prefix.len() == 10);
        let actor = world.actor(secret.reveal()).await.expect("it is valid");
        assert_eq!(actor, Actor::Token { id: token.id, role: Role::Editor, scope: TokenScope::full() });
        world.0.wait_minutes(90 * DAY - 1);
        assert!(world.actor(secret.reveal()).await.is_some());
        world.0.wait_minutes(1);
        assert!(world.actor(secret.reveal()).await.is_none());
        assert!(world.actor("gly_made-up").await.is_none());
    }

    async fn a_revoked_token_is_refused_by_the_next_request(database: TestDatabase) {
        let world = World::on(database).await;
        let created = world.token(Role::Editor).await;
        assert!(world.actor(created.secret.reveal()).await.is_some());
        tokens::revoke(&world.system(), created.token.id).await.expect("it is there");
        assert!(world.actor(created.secret.reveal()).await.is_none());
    }

    async fn nobody_makes_a_token_that_may_more(database: TestDatabase) {
        let world = World::on(database).await;
        let admin = world.user("admin@example.org", Role::Admin).await;
        let editor = world.user("editor@example.org", Role::Editor).await;
        assert_forbidden(tokens::create(&world.acting_as(&admin), new_token(Role::Owner, &[])).await);
        assert_forbidden(tokens::create(&world.acting_as(&editor), new_token(Role::Viewer, &[])).await);

        let narrow = new_token(Role::Admin, &[Scope::Read, Scope::Manage]);
        let narrow = tokens::create(&world.acting_as(&admin), narrow).await.expect("within the role");
        let as_token = world.0.app.as_actor(world.actor(narrow.secret.reveal()).await.expect("valid"));
        assert_forbidden(tokens::create(&as_token, new_token(Role::Viewer, &[Scope::Write])).await);
        tokens::create(&as_token, new_token(Role::Viewer, &[Scope::Read])).await.expect("within its scope");
    }

    async fn the_time_of_last_use_is_kept_to_the_minute(database: TestDatabase) {
        let world = World::on(database).await;
        let created = world.token(Role::Editor).await;
        assert!(world.actor(created.secret.reveal()).await.is_some());
        world.0.app.tasks.close();
        world.0.app.tasks.wait().await;
        let token = tokens::find(&world.system(), created.token.id).await.expect("it is there");
        assert_eq!(token.last_used_at, Some(world.0.now()));
    }
}
