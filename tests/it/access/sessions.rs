//! Sessions: how they begin, how long they last, how they end.

use galley_app::AppError;
use galley_app::sessions::{self, Lifetime, authenticate, sign_out};
use galley_domain::roles::Role;
use galley_tests::on_each_database;

use super::{DAY, HOUR, PASSWORD, World, assert_forbidden};

impl World {
    async fn is_signed_in(&self, secret: &str) -> bool {
        let found = authenticate(&self.0.app, secret).await.expect("it is looked up");
        // The time of last use is written behind the answer; the next step of the clock needs it.
        self.0.app.tasks.close();
        self.0.app.tasks.wait().await;
        self.0.app.tasks.reopen();
        found.is_some()
    }
}

on_each_database! {
    async fn a_session_ends_after_its_time_without_use_and_in_all(database: TestDatabase) {
        let world = World::on(database).await;
        world.user("ana@example.org", Role::Editor).await;
        let cases = [
            (Lifetime::Browser, vec![(8 * HOUR - 1, true), (8 * HOUR, false)]),
            (Lifetime::Browser, vec![(7 * HOUR, true), (7 * HOUR, true), (7 * HOUR, true), (3 * HOUR, false)]),
            (Lifetime::Remembered, vec![(14 * DAY - 1, true), (14 * DAY, false)]),
            (Lifetime::Remembered, vec![(13 * DAY, true), (13 * DAY, true), (4 * DAY, false)]),
        ];
        for (lifetime, steps) in cases {
            let secret = world.sign_in("ana@example.org", PASSWORD, lifetime).await.expect("right").secret;
            for (step, expected) in steps {
                world.0.wait_minutes(step);
                assert_eq!(world.is_signed_in(secret.reveal()).await, expected, "{lifetime:?} {step}");
            }
        }
    }

    async fn a_wrong_password_and_an_unknown_account_look_the_same(database: TestDatabase) {
        let world = World::on(database).await;
        world.user("ana@example.org", Role::Editor).await;
        let megabytes = "x".repeat(2_000_000);
        for (email, password) in [
            ("ana@example.org", "correct horse battery stapl"),
            ("nobody@example.org", PASSWORD),
            ("ana@example.org", ""),
            ("ana@example.org", megabytes.as_str()),
        ] {
            assert!(world.sign_in(email, password, Lifetime::Browser).await.is_none(), "{email}");
        }
        assert!(!world.is_signed_in("").await);
        assert!(!world.is_signed_in("made up").await);
    }

    async fn signing_out_ends_this_session_only(database: TestDatabase) {
        let world = World::on(database).await;
        world.user("ana@example.org", Role::Editor).await;
        let here = world.sign_in("ana@example.org", PASSWORD, Lifetime::Browser).await.expect("right").secret;
        let there = world.sign_in("ana@example.org", PASSWORD, Lifetime::Browser).await.expect("right").secret;
        sign_out(&world.0.app, here.reveal()).await.expect("it ends");
        sign_out(&world.0.app, here.reveal()).await.expect("it had ended");
        assert!(!world.is_signed_in(here.reveal()).await);
        assert!(world.is_signed_in(there.reveal()).await);
    }

    async fn people_see_and_end_their_own_devices(database: TestDatabase) {
        let world = World::on(database).await;
        let ana = world.user("ana@example.org", Role::Editor).await;
        let ben = world.user("ben@example.org", Role::Editor).await;
        let secret = world.sign_in("ana@example.org", PASSWORD, Lifetime::Browser).await.expect("right").secret;
        let (as_ana, as_ben) = (world.acting_as(&ana), world.acting_as(&ben));

        let devices = sessions::list(&as_ana, ana.id).await.expect("a list");
        assert_eq!(devices.len(), 1);
        assert_eq!(devices[0].address, "192.0.2.1");
        assert_forbidden(sessions::list(&as_ben, ana.id).await);
        let foreign = sessions::revoke(&as_ben, ben.id, devices[0].id).await;
        assert!(matches!(foreign, Err(AppError::NotFound { .. })), "{foreign:?}");
        assert!(world.is_signed_in(secret.reveal()).await);
        sessions::revoke(&as_ana, ana.id, devices[0].id).await.expect("it ends");
        assert!(!world.is_signed_in(secret.reveal()).await);
    }
}
