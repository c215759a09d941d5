//! Accounts: who may make and change which, and the owner who always stays.

use galley_app::AppError;
use galley_app::paging::PageRequest;
use galley_app::sessions::{Lifetime, authenticate};
use galley_app::users::{self, UserPatch};
use galley_domain::roles::Role;
use galley_tests::on_each_database;

use super::{PASSWORD, World, assert_forbidden, new_user, password};

fn role(role: Role) -> UserPatch {
    UserPatch { role: Some(role), ..UserPatch::default() }
}

fn suspended(suspended: bool) -> UserPatch {
    UserPatch { suspended: Some(suspended), ..UserPatch::default() }
}

on_each_database! {
    async fn nobody_grants_more_than_they_have(database: TestDatabase) {
        let world = World::on(database).await;
        world.user("owner@example.org", Role::Owner).await;
        let admin = world.user("admin@example.org", Role::Admin).await;
        let editor = world.user("editor@example.org", Role::Editor).await;
        let (as_admin, as_editor) = (world.acting_as(&admin), world.acting_as(&editor));

        assert_forbidden(users::create(&as_admin, new_user("new@example.org", Role::Owner)).await);
        assert_forbidden(users::create(&as_editor, new_user("new@example.org", Role::Viewer)).await);
        assert_forbidden(users::update(&as_admin, editor.id, editor.version, role(Role::Owner)).await);
        assert_forbidden(users::update(&as_editor, editor.id, editor.version, role(Role::Admin)).await);
        let made = users::create(&as_admin, new_user("new@example.org", Role::Admin)).await;
        assert_eq!(made.expect("an admin makes admins").role, Role::Admin);
    }

    async fn an_admin_changes_no_owner(database: TestDatabase) {
        let world = World::on(database).await;
        let owner = world.user("owner@example.org", Role::Owner).await;
        let admin = world.user("admin@example.org", Role::Admin).await;
        let as_admin = world.acting_as(&admin);
        assert_forbidden(users::update(&as_admin, owner.id, owner.version, suspended(true)).await);
        assert_forbidden(users::set_password(&as_admin, owner.id, password("another password 1")).await);
    }

    async fn two_spellings_of_an_address_are_one_account(database: TestDatabase) {
        let world = World::on(database).await;
        world.user("Mike@Example.org", Role::Editor).await;
        for spelling in ["mike@example.org", " MIKE@example.org ", "ｍike@example.org"] {
            let again = users::create(&world.system(), new_user(spelling, Role::Viewer)).await;
            assert!(matches!(again, Err(AppError::Invalid(_))), "{spelling}: {again:?}");
        }
        assert!(world.sign_in("MIKE@EXAMPLE.ORG", PASSWORD, Lifetime::Browser).await.is_some());
    }

    async fn what_is_not_an_address_or_name_is_refused_by_field(database: TestDatabase) {
        let world = World::on(database).await;
        for email in ["", "nobody", "@example.org", "a@", "a b@example.org", "a@example.org\nx", "a@.org"] {
            let refused = users::create(&world.system(), new_user(email, Role::Viewer)).await;
            let Err(AppError::Invalid(errors)) = refused else { panic!("{email}: {refused:?}") };
            assert_eq!(errors.iter().next().expect("one error").path.to_text(), "email", "{email}");
        }
    }

    async fn the_last_owner_stays(database: TestDatabase) {
        let world = World::on(database).await;
        let first = world.user("first@example.org", Role::Owner).await;
        let system = world.system();
        for patch in [role(Role::Admin), suspended(true)] {
            let refused = users::update(&system, first.id, first.version, patch).await;
            assert!(matches!(refused, Err(AppError::State(_))), "{refused:?}");
        }
        let second = world.user("second@example.org", Role::Owner).await;
        let both = tokio::join!(
            users::update(&system, first.id, first.version, role(Role::Admin)),
            users::update(&system, second.id, second.version, role(Role::Admin)),
        );
        assert_eq!(usize::from(both.0.is_ok()) + usize::from(both.1.is_ok()), 1, "{both:?}");
    }

    async fn a_change_names_the_version_it_is_based_on(database: TestDatabase) {
        let world = World::on(database).await;
        let user = world.user("editor@example.org", Role::Editor).await;
        let system = world.system();
        let changed = users::update(&system, user.id, user.version, role(Role::Author)).await;
        assert_eq!(changed.expect("the version is right").version, user.version + 1);
        let late = users::update(&system, user.id, user.version, role(Role::Viewer)).await;
        let Err(AppError::Conflict(conflict)) = late else { panic!("{late:?}") };
        assert_eq!(conflict.found.0, user.version + 1);
        assert_eq!(conflict.data["role"], "author");
    }

    async fn suspension_role_and_password_end_every_session(database: TestDatabase) {
        let world = World::on(database).await;
        let mut user = world.user("editor@example.org", Role::Editor).await;
        let system = world.system();
        for patch in [suspended(true), role(Role::Author)] {
            let signed_in = world.sign_in("editor@example.org", PASSWORD, Lifetime::Remembered).await;
            let secret = signed_in.expect("the password is right").secret;
            users::update(&system, user.id, user.version, patch).await.expect("it changes");
            let found = authenticate(&world.0.app, secret.reveal()).await.expect("it is looked up");
            assert!(found.is_none());
            user = users::find(&system, user.id).await.expect("it is there");
            if user.suspended_at.is_some() {
                assert!(world.sign_in("editor@example.org", PASSWORD, Lifetime::Browser).await.is_none());
                user = users::update(&system, user.id, user.version, suspended(false)).await.expect("back");
            }
        }
        let secret = world.sign_in("editor@example.org", PASSWORD, Lifetime::Browser).await.expect("right").secret;
        users::set_password(&system, user.id, password("another password 1")).await.expect("it changes");
        assert!(authenticate(&world.0.app, secret.reveal()).await.expect("it is looked up").is_none());
        assert!(world.sign_in("editor@example.org", PASSWORD, Lifetime::Browser).await.is_none());
        assert!(world.sign_in("editor@example.org", "another password 1", Lifetime::Browser).await.is_some());
    }

    async fn lists_come_in_pages(database: TestDatabase) {
        let world = World::on(database).await;
        for number in 0..3 {
            world.user(&format!("user{number}@example.org"), Role::Viewer).await;
        }
        let system = world.system();
        let first = users::list(&system, &PageRequest { after: None, limit: 2 }).await.expect("a page");
        assert_eq!(first.items.len(), 2);
        let rest = users::list(&system, &PageRequest { after: first.next, limit: 2 }).await.expect("a page");
        assert_eq!((rest.items.len(), rest.next), (1, None));
    }
}
