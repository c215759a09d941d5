//! What a session may only do shortly after its password was given.

use galley_app::sessions::{self, Lifetime, authenticate, confirm};
use galley_app::tokens::{self, Expiry, NewToken};
use galley_app::users::{self, UserPatch};
use galley_app::{AppError, Ctx};
use galley_domain::roles::{Role, TokenScope};
use galley_tests::on_each_database;

use super::{PASSWORD, World, new_user, origin, password};

fn name(name: &str) -> UserPatch {
    UserPatch { name: Some(name.to_owned()), ..UserPatch::default() }
}

fn email(email: &str) -> UserPatch {
    UserPatch { email: Some(email.to_owned()), ..UserPatch::default() }
}

fn role(role: Role) -> UserPatch {
    UserPatch { role: Some(role), ..UserPatch::default() }
}

fn new_token() -> NewToken {
    NewToken {
        name: "test".to_owned(),
        role: Role::Viewer,
        scope: TokenScope::full(),
        expiry: Expiry::default(),
    }
}

#[track_caller]
fn assert_again<T: std::fmt::Debug>(result: &Result<T, AppError>) {
    assert!(matches!(result, Err(AppError::SignInAgain)), "{result:?}");
}

on_each_database! {
    async fn an_old_session_changes_nothing_that_takes_an_account_over(database: TestDatabase) {
        let world = World::on(database).await;
        let owner = world.user("owner@example.org", Role::Owner).await;
        let editor = world.user("editor@example.org", Role::Editor).await;
        let then = world.acting_as(&owner);
        world.0.wait_minutes(6);
        assert_again(&users::set_password(&then, owner.id, password("several words of my own")).await);
        assert_again(&users::update(&then, owner.id, owner.version, email("new@example.org")).await);
        assert_again(&users::update(&then, editor.id, editor.version, role(Role::Admin)).await);
        assert_again(&users::suspend(&then, editor.id, editor.version).await);
        assert_again(&users::create(&then, new_user("x@example.org", Role::Owner)).await);
        assert_again(&tokens::create(&then, new_token()).await);
        users::update(&then, owner.id, owner.version, name("Ada")).await.expect("a name harms nobody");
        let now = world.acting_as(&owner);
        tokens::create(&now, new_token()).await.expect("the password was just given");
        users::update(&now, editor.id, editor.version, role(Role::Admin)).await.expect("and so here");
        let token = tokens::create(&world.system(), new_token()).await.expect("it is made").token;
        let device = world.sign_in("editor@example.org", PASSWORD, Lifetime::Browser).await.expect("it is right");
        let device = sessions::list(&now, device.user.id).await.expect("a list")[0].id;
        assert_again(&tokens::revoke(&then, token.id).await);
        assert_again(&sessions::revoke(&then, editor.id, device).await);
        let own = world.sign_in("owner@example.org", PASSWORD, Lifetime::Browser).await.expect("it is right");
        let own = sessions::list(&then, own.user.id).await.expect("a list")[0].id;
        sessions::revoke(&then, owner.id, own).await.expect("a device of one's own");
        tokens::revoke(&now, token.id).await.expect("the password was just given");
        sessions::revoke(&now, editor.id, device).await.expect("and so here");
        let unknown = Ctx { signed_in_at: None, ..now };
        assert_again(&tokens::create(&unknown, new_token()).await);
    }

    async fn giving_the_password_again_replaces_the_session(database: TestDatabase) {
        let world = World::on(database).await;
        world.user("ada@example.org", Role::Owner).await;
        let old = world.sign_in("ada@example.org", PASSWORD, Lifetime::Remembered).await.expect("it is right");
        world.0.wait_minutes(10);
        let app = &world.0.app;
        let wrong = confirm(app, old.secret.reveal(), "not the password".to_owned(), origin()).await;
        assert!(wrong.expect("it is answered").is_none());
        assert!(authenticate(app, old.secret.reveal()).await.expect("looked up").is_some());
        let fresh = confirm(app, old.secret.reveal(), PASSWORD.to_owned(), origin()).await.expect("answered");
        let fresh = fresh.expect("it is right");
        assert!(authenticate(app, old.secret.reveal()).await.expect("looked up").is_none());
        let found = authenticate(app, fresh.secret.reveal()).await.expect("looked up").expect("it is there");
        assert_eq!((found.session.created_at, found.session.lifetime), (world.0.now(), Lifetime::Remembered));
        let gone = confirm(app, old.secret.reveal(), PASSWORD.to_owned(), origin()).await;
        assert!(matches!(gone, Err(AppError::Unauthenticated)), "{gone:?}");
    }

    async fn an_address_moves_with_its_account_and_stays_unique(database: TestDatabase) {
        let world = World::on(database).await;
        let ada = world.user("ada@example.org", Role::Editor).await;
        world.user("ben@example.org", Role::Editor).await;
        let own = world.acting_as(&ada);
        for (address, expected) in [("BEN@example.org", "not_unique"), ("nobody", "not_an_email")] {
            let refused = users::update(&own, ada.id, ada.version, email(address)).await;
            let Err(AppError::Invalid(errors)) = refused else { panic!("{address}: {refused:?}") };
            assert_eq!(errors.iter().next().expect("one").code.as_str(), expected);
        }
        users::update(&own, ada.id, ada.version, email("ada@new.example")).await.expect("it is free");
        assert!(world.sign_in("ada@new.example", PASSWORD, Lifetime::Browser).await.is_some());
        assert!(world.sign_in("ada@example.org", PASSWORD, Lifetime::Browser).await.is_none());
    }

    async fn a_password_that_everybody_guesses_is_refused(database: TestDatabase) {
        let world = World::on(database).await;
        let ada = world.user("ada.lovelace@example.org", Role::Editor).await;
        for text in ["passwordpassword", "lovelacelovelace", "111111111111111111"] {
            let refused = users::set_password(&world.acting_as(&ada), ada.id, password(text)).await;
            let Err(AppError::Invalid(errors)) = refused else { panic!("{text}: {refused:?}") };
            assert_eq!(errors.iter().next().expect("one").code.as_str(), "guessable", "{text}");
        }
        assert!(world.sign_in("ada.lovelace@example.org", PASSWORD, Lifetime::Browser).await.is_some());
    }
}
