//! Retried writes: the same key gets the same answer, for a day, and acts once.

use std::sync::Arc;

use galley_app::context::{Idempotency, Presented};
use galley_app::idempotency::{self, Outcome};
use galley_app::users::{self, NewPassword, NewUser};
use galley_app::{AppError, Ctx};
use galley_domain::roles::Role;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;

/// A request with a key, as the HTTP layer hands it on.
fn request(test: &TestApp, key: &str, request_hash: u8) -> Ctx {
    let present = |outcome: Outcome<'_>| match outcome {
        Outcome::User(user) => Presented { body: user.email.clone(), location: None },
        other => panic!("not an account: {other:?}"),
    };
    let mut ctx = test.user(1, Role::Owner);
    ctx.idempotency = Some(Idempotency {
        key: key.to_owned(),
        request_hash: [request_hash; 32],
        status: 201,
        present: Arc::new(present),
    });
    ctx
}

fn new_user(email: &str) -> NewUser {
    let password = NewPassword::new("correct horse battery staple".to_owned()).expect("it is long enough");
    NewUser { name: "Ana".to_owned(), email: email.to_owned(), role: Role::Viewer, password }
}

on_each_database! {
    async fn a_retry_finds_the_answer_of_the_first_attempt(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = request(&test, "key", 1);
        assert_eq!(idempotency::find(&ctx).await.expect("it is looked up"), None);
        users::create(&ctx, new_user("ana@example.org")).await.expect("it is new");
        let answer = idempotency::find(&ctx).await.expect("it is looked up").expect("it is kept");
        assert_eq!((answer.status, answer.presented.body.as_str()), (201, "ana@example.org"));

        let mut other_actor = request(&test, "key", 1);
        other_actor.actor = test.user(2, Role::Owner).actor;
        assert_eq!(idempotency::find(&other_actor).await.expect("it is looked up"), None);
    }

    async fn a_key_belongs_to_one_request(database: TestDatabase) {
        let test = TestApp::on(database).await;
        users::create(&request(&test, "key", 1), new_user("ana@example.org")).await.expect("it is new");
        let other = idempotency::find(&request(&test, "key", 2)).await;
        assert!(matches!(other, Err(AppError::IdempotencyMismatch)), "{other:?}");
    }

    async fn a_failed_write_keeps_no_answer(database: TestDatabase) {
        let test = TestApp::on(database).await;
        users::create(&request(&test, "first", 1), new_user("ana@example.org")).await.expect("it is new");
        let again = request(&test, "second", 2);
        let refused = users::create(&again, new_user("ana@example.org")).await;
        assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
        assert_eq!(idempotency::find(&again).await.expect("it is looked up"), None);
    }

    async fn two_attempts_at_once_act_once(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = request(&test, "key", 1);
        let both = tokio::join!(
            users::create(&ctx, new_user("one@example.org")),
            users::create(&ctx, new_user("two@example.org")),
        );
        assert_eq!(usize::from(both.0.is_ok()) + usize::from(both.1.is_ok()), 1, "{both:?}");
    }

    async fn a_key_is_free_again_after_a_day(database: TestDatabase) {
        let test = TestApp::on(database).await;
        let ctx = request(&test, "key", 1);
        users::create(&ctx, new_user("one@example.org")).await.expect("it is new");
        test.wait_minutes(24 * 60 - 1);
        assert!(idempotency::find(&ctx).await.expect("it is looked up").is_some());
        test.wait_minutes(1);
        let later = request(&test, "key", 2);
        assert_eq!(idempotency::find(&later).await.expect("it is looked up"), None);
        users::create(&later, new_user("two@example.org")).await.expect("the key is free");
        assert_eq!(idempotency::remove_expired(&test.app).await.expect("it sweeps"), 0);
        test.wait_minutes(24 * 60);
        assert_eq!(idempotency::remove_expired(&test.app).await.expect("it sweeps"), 1);
    }
}
