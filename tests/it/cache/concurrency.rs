//! Many who want the same answer at once, and answers that time ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::future::join_all;
use galley_app::cache::Cache;
use galley_app::{content_types, pages, projections};
use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::EventSeq;
use galley_domain::roles::ActorRef;
use galley_store::events::StoredEvent;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;

use super::world::Text;

const LONG: Duration = Duration::from_mins(1);

async fn site(database: galley_tests::database::TestDatabase) -> (Arc<TestApp>, Arc<Cache<Text>>) {
    let test = TestApp::blog_on(database).await;
    projections::start(&test.app).await.expect("the log is followed");
    let cache = Arc::new(Cache::new(1024 * 1024));
    test.app.keep_exact(&cache);
    (Arc::new(test), cache)
}

/// Makes the front page unless somebody else has; counts who made it.
async fn ask(test: &TestApp, cache: &Cache<Text>, made: &AtomicUsize) -> String {
    let turn = cache.turn("/", LONG).await;
    if let Some(kept) = cache.get("/", || test.now()) {
        return kept.answer.0.clone();
    }
    made.fetch_add(1, Ordering::SeqCst);
    let flight = cache.begin(&test.app).expect("the log is followed");
    let mut ctx = test.anonymous();
    ctx.recording = flight.recording();
    let answer = format!("{:?}", pages::page(&ctx, "/").await.expect("a page"));
    let _kept = cache.keep("/", &flight, Text(answer.clone()));
    drop(turn);
    answer
}

on_each_database! {
    async fn a_thousand_misses_at_once_make_one_answer(database: TestDatabase) {
        let (test, cache) = site(database).await;
        let made = AtomicUsize::new(0);
        let answers = join_all((0..1_000).map(|_| ask(&test, &cache, &made))).await;
        assert_eq!(made.load(Ordering::SeqCst), 1);
        assert!(answers.iter().all(|answer| *answer == answers[0]));
    }

    async fn who_gives_up_lets_the_next_one_in(database: TestDatabase) {
        let (test, cache) = site(database).await;
        let leader = cache.turn("/", LONG).await;
        let made = AtomicUsize::new(0);
        let waiting = ask(&test, &cache, &made);
        tokio::pin!(waiting);
        let early = tokio::time::timeout(Duration::from_millis(50), &mut waiting).await;
        assert!(early.is_err(), "somebody else makes it");
        drop(leader);
        waiting.await;
        assert_eq!(made.load(Ordering::SeqCst), 1);
    }

    async fn nobody_waits_for_an_answer_that_is_not_kept(database: TestDatabase) {
        let (_test, cache) = site(database).await;
        let leader = cache.turn("/", LONG).await;
        let others = join_all((0..3).map(|_| cache.turn("/", LONG)));
        let all = async {
            leader.let_all_go();
            drop(leader);
        };
        let (others, ()) = tokio::join!(others, all);
        assert_eq!(others.len(), 3, "all have their turn while the others still hold theirs");
        let impatient = cache.turn("/other", LONG).await;
        cache.turn("/other", Duration::from_millis(1)).await;
        drop(impatient);
    }

    async fn an_answer_ends_at_its_time(database: TestDatabase) {
        let (test, cache) = site(database).await;
        let flight = cache.begin(&test.app).expect("the log is followed");
        let mut ctx = test.anonymous();
        ctx.recording = flight.recording();
        pages::page(&ctx, "/").await.expect("a page");
        let minute = 60_000_000;
        ctx.recording.until(test.now() + 5 * minute);
        ctx.recording.until(test.now() + 2 * minute);
        assert!(cache.keep("/", &flight, Text("now".to_owned())).is_ok());
        test.wait_minutes(1);
        assert!(cache.get("/", || test.now()).is_some());
        test.wait_minutes(1);
        assert!(cache.get("/", || test.now()).is_none(), "the earliest time counts");
    }

    async fn what_was_used_longest_ago_makes_room(database: TestDatabase) {
        let (test, cache) = site(database).await;
        let keep = async |name: &str, size: usize| {
            let flight = cache.begin(&test.app).expect("the log is followed");
            let mut ctx = test.anonymous();
            ctx.recording = flight.recording();
            pages::page(&ctx, "/").await.expect("a page");
            cache.keep(name, &flight, Text("x".repeat(size))).is_ok()
        };
        assert!(!keep("huge", 512 * 1024).await, "one answer does not take half of the room");
        for number in 0..40 {
            assert!(keep(&number.to_string(), 40 * 1024).await);
            assert!(cache.get("0", || test.now()).is_some(), "what is used stays");
        }
        let (answers, bytes, dropped) = cache.size();
        assert!(answers < 30 && bytes <= 1024 * 1024 && dropped == 0, "{answers} answers of {bytes} bytes");
        assert!(!cache.has("1") && cache.has("39"));
    }

    async fn what_grew_is_counted_and_makes_others_go(database: TestDatabase) {
        let (test, cache) = site(database).await;
        let keep = async |name: &str| {
            let flight = cache.begin(&test.app).expect("the log is followed");
            let mut ctx = test.anonymous();
            ctx.recording = flight.recording();
            pages::page(&ctx, "/").await.expect("a page");
            cache.keep(name, &flight, Text("x".repeat(20 * 1024))).expect("it is kept")
        };
        let alone = {
            keep("/").await;
            cache.size().1
        };
        for _ in 0..100 {
            let kept = keep("/").await;
            cache.grew(&kept, 10 * 1024);
            assert_eq!(cache.size().1, alone + 10 * 1024, "what is replaced takes its growth with it");
        }
        for number in 0..40 {
            let kept = keep(&number.to_string()).await;
            cache.grew(&kept, 20 * 1024);
            let (answers, bytes, _) = cache.size();
            assert!(bytes <= 1024 * 1024, "{answers} answers take {bytes} bytes");
        }
        assert!(cache.has("39") && !cache.has("0"));
    }

    async fn an_answer_that_takes_longer_than_events_are_remembered_is_not_kept(database: TestDatabase) {
        let (test, cache) = site(database).await;
        let last = test.app.tail.applied().expect("the log is followed").0;
        // Nobody who reads can notice these.
        let subject = Subject::Other { document: None, detail: serde_json::Value::Null };
        let event = Event { kind: EventKind::UserSignedIn, subject };
        let events: Vec<StoredEvent> = (1..=3_000)
            .map(|number| StoredEvent {
                seq: EventSeq(last + number),
                event: event.clone(),
                actor: ActorRef::System,
                at: test.now(),
            })
            .collect();
        for (meanwhile, is_kept) in [(&events[..10], true), (&events[10..], false)] {
            let flight = cache.begin(&test.app).expect("the log is followed");
            let mut ctx = test.anonymous();
            ctx.recording = flight.recording();
            pages::page(&ctx, "/").await.expect("a page");
            cache.take_in(meanwhile);
            assert_eq!(cache.keep("/", &flight, Text(String::new())).is_ok(), is_kept, "{}", meanwhile.len());
        }
    }

    async fn an_answer_of_the_model_before_is_not_kept(database: TestDatabase) {
        let (test, cache) = site(database).await;
        crate::entries::create(&test.editor(), "post", serde_json::json!({ "title": "One" })).await;
        let keep = async || {
            let flight = cache.begin(&test.app).expect("the log is followed");
            let mut ctx = test.anonymous();
            ctx.recording = flight.recording();
            pages::page(&ctx, "/").await.expect("a page");
            cache.keep("/", &flight, Text(String::new())).is_ok()
        };
        assert!(keep().await);
        // The log says already that the model is another one, and this node has not read it yet.
        let seq = test.app.tail.applied().expect("the log is followed");
        let subject = Subject::Other { document: None, detail: serde_json::Value::Null };
        let event = Event { kind: EventKind::ModelChanged, subject };
        cache.take_in(&[StoredEvent { seq, event, actor: ActorRef::System, at: test.now() }]);
        assert!(!keep().await, "it may be made of the old model");
        content_types::reload(&test.app).await.expect("the model is read");
        assert!(keep().await);
    }

    async fn nothing_is_kept_before_the_log_is_followed_or_after_it_was_lost(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let cache: Arc<Cache<Text>> = Arc::new(Cache::new(1024 * 1024));
        test.app.keep_exact(&cache);
        assert!(cache.begin(&test.app).is_none());
        projections::start(&test.app).await.expect("the log is followed");
        let flight = cache.begin(&test.app).expect("the log is followed");
        let mut ctx = test.anonymous();
        ctx.recording = flight.recording();
        pages::page(&ctx, "/").await.expect("a page");
        cache.clear();
        assert!(cache.keep("/", &flight, Text(String::new())).is_err(), "nobody knows what happened");
        let unread = cache.begin(&test.app).expect("the log is followed");
        assert!(cache.keep("/", &unread, Text(String::new())).is_err(), "nobody knows what it was made from");
    }
}
