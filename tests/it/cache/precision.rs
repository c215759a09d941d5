//! What one publication drops: everything that became another answer, and little else.

use std::collections::BTreeSet;
use std::sync::Arc;

use galley_app::cache::{Cache, Recording};
use galley_app::content::{self, Asked};
use galley_app::entries::{Expected, publish};
use galley_app::{Ctx, pages, projections};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::query::{Operator, RequestedFields, RequestedFilter, RequestedQuery};
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::world::Text;
use crate::entries::{create_published, input};

const POSTS: usize = 150;
const TAGS: usize = 12;

on_each_database! {
    async fn a_publication_drops_what_it_changes(database: TestDatabase) {
        let site = Site::on(database).await;
        let ctx = site.test.editor();
        let none = Locale::none();
        site.warm().await;

        let draft = json!({ "title": "News", "slug": "news", "tags": [site.tags[0]], "body": "New." });
        let new = site.after("a new post", Box::pin(create_published(&ctx, "post", draft))).await;
        assert!(new.missed.is_empty(), "kept although they changed: {:?}", new.missed);
        assert!(new.changed > 0 && new.dropped.len() < site.paths.len());

        let text = input(json!({ "body": "Another text.", "excerpt": "Another." }));
        let change = publish::save_published(&ctx, site.posts[POSTS / 2], &none, Expected::Any, &text);
        let text = site.after("another text", Box::pin(change)).await;
        assert!(text.missed.is_empty(), "kept although they changed: {:?}", text.missed);
        assert!(text.changed > 0);
        assert!(text.dropped.len() < site.paths.len() / 4, "one text dropped {} answers", text.dropped.len());

        let unread = json!({ "name": "Nobody", "slug": "nobody" });
        let unread = site.after("an author of nothing", Box::pin(create_published(&ctx, "author", unread))).await;
        assert!(unread.missed.is_empty() && unread.dropped.is_empty(), "{:?}", unread.dropped);
    }

    async fn a_condition_on_a_linked_entry_is_compared_with_what_holds_it(database: TestDatabase) {
        let site = Site::on(database).await;
        let ctx = site.test.editor();
        let none = Locale::none();
        let lists = Lists::by_tag(&site);
        let draft = json!({ "title": "News", "slug": "news", "tags": [site.tags[3]], "body": "New." });
        let new = lists.after("a post of tag 3", Box::pin(create_published(&ctx, "post", draft))).await;
        assert_eq!(new, names(&["3 with posts"]));

        let tags = input(json!({ "tags": [site.tags[4], site.tags[5]] }));
        let retagged = publish::save_published(&ctx, site.posts[0], &none, Expected::Any, &tags);
        // It had tag 0, twice.
        assert_eq!(lists.after("other tags", Box::pin(retagged)).await, names(&["0 with posts", "4 with posts", "5 with posts"]));

        let name = input(json!({ "name": "Another name" }));
        let renamed = publish::save_published(&ctx, site.tags[2], &none, Expected::Any, &name);
        assert_eq!(lists.after("another name", Box::pin(renamed)).await, BTreeSet::new());

        let slug = input(json!({ "slug": "t2b" }));
        let moved = publish::save_published(&ctx, site.tags[2], &none, Expected::Any, &slug);
        assert_eq!(lists.after("another slug", Box::pin(moved)).await, names(&["2 with posts", "2b with posts"]));
        let draft = json!({ "title": "More", "slug": "more", "tags": [site.tags[2]], "body": "New." });
        let new = lists.after("a post of the tag that moved", Box::pin(create_published(&ctx, "post", draft))).await;
        assert_eq!(new, names(&["2b with posts"]), "its old slug holds for no tag");
    }

    async fn noting_what_is_read_asks_nothing_more(database: TestDatabase) {
        let site = Site::on(database).await;
        for path in ["/", "/blog/p3", "/tag/t1", "/missing", "/feed.xml"] {
            let flight = site.cache.begin(&site.test.app).expect("the log is followed");
            let mut costs = Vec::new();
            for recording in [Recording::default(), flight.recording()] {
                let mut ctx = site.test.anonymous();
                ctx.recording = recording;
                let moment = Arc::new(site.test.app.store.reading().await.expect("a moment"));
                pages::page_of(&ctx, Arc::clone(&moment), path).await.expect("a page");
                costs.push(moment.statements());
            }
            assert!(costs[0] > 0 && costs[0] == costs[1], "{path}: {costs:?}");
            assert!(site.cache.keep(path, &flight, Text(String::new())).is_ok(), "it was noted");
        }
    }
}

struct Site {
    test: TestApp,
    cache: Arc<Cache<Text>>,
    posts: Vec<DocumentId>,
    tags: Vec<DocumentId>,
    paths: Vec<String>,
}

/// Lists of the posts of each tag, asked for by its slug, and what they say.
struct Lists<'a> {
    site: &'a Site,
    slugs: Vec<String>,
}

impl<'a> Lists<'a> {
    fn by_tag(site: &'a Site) -> Self {
        let slugs = (0..TAGS).map(|number| number.to_string()).chain(["2b".to_owned()]);
        Self { site, slugs: slugs.collect() }
    }

    async fn ask(&self, ctx: &Ctx, slug: &str) -> String {
        let compare = RequestedFilter::Compare { operator: Operator::Eq, operands: vec![format!("t{slug}")] };
        let on = |field: &str, condition| RequestedFilter::On {
            field: field.to_owned(),
            condition: Box::new(condition),
        };
        let query = RequestedQuery {
            filter: Some(on("tags", on("slug", compare))),
            fields: RequestedFields::Named(vec!["slug".to_owned()]),
            ..RequestedQuery::default()
        };
        let found = content::read(ctx, Asked::List("posts"), &query).await.expect("a list");
        format!("{:?}", found.answer)
    }

    /// The names of those that the change dropped; they are all that say something else now.
    async fn after<T>(&self, what: &str, change: impl Future<Output = T>) -> BTreeSet<String> {
        let cache = &self.site.cache;
        for slug in &self.slugs {
            let flight = cache.begin(&self.site.test.app).expect("the log is followed");
            let mut ctx = self.site.test.anonymous();
            ctx.recording = flight.recording();
            let said = self.ask(&ctx, slug).await;
            assert!(cache.keep(&name(slug), &flight, Text(said)).is_ok(), "{slug} is kept");
        }
        let kept: Vec<_> =
            self.slugs.iter().map(|slug| cache.get(&name(slug), || self.site.test.now())).collect();
        change.await;
        let mut dropped = BTreeSet::new();
        for (slug, kept) in self.slugs.iter().zip(kept) {
            let is_same =
                kept.expect("it was kept").answer.0 == self.ask(&self.site.test.anonymous(), slug).await;
            assert_eq!(cache.has(&name(slug)), is_same, "{what}: posts of t{slug}");
            dropped.extend((!is_same).then(|| name(slug)));
        }
        dropped
    }
}

fn name(slug: &str) -> String {
    format!("{slug} with posts")
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// What an event did to the kept answers.
struct Effect {
    dropped: BTreeSet<String>,
    missed: Vec<String>,
    /// How many say something else.
    changed: usize,
}

impl Site {
    async fn on(database: galley_tests::database::TestDatabase) -> Self {
        let test = TestApp::blog_on(database).await;
        projections::start(&test.app).await.expect("the log is followed");
        let cache = Arc::new(Cache::new(256 * 1024 * 1024));
        test.app.keep_exact(&cache);
        let ctx = test.editor();
        let mut site = Self { test, cache, posts: Vec::new(), tags: Vec::new(), paths: vec!["/".to_owned()] };
        for number in 0..TAGS {
            let data = json!({ "name": format!("Tag {number}"), "slug": format!("t{number}") });
            site.tags.push(create_published(&ctx, "tag", data).await.document);
            site.paths.push(format!("/tag/t{number}"));
        }
        for number in 0..POSTS {
            site.test.wait_minutes(1);
            let tags = [site.tags[number % TAGS], site.tags[(number / 3) % TAGS]];
            let data = json!({ "title": format!("Post {number}"), "slug": format!("p{number}"), "tags": tags, "body": "Text." });
            site.posts.push(create_published(&ctx, "post", data).await.document);
            site.paths.push(format!("/blog/p{number}"));
        }
        site.paths.extend((2..=POSTS / 20).map(|page| format!("/page/{page}")));
        site
    }

    async fn warm(&self) {
        for path in &self.paths {
            if self.cache.has(path) {
                continue;
            }
            let flight = self.cache.begin(&self.test.app).expect("the log is followed");
            let mut ctx = self.test.anonymous();
            ctx.recording = flight.recording();
            let answer = pages::page(&ctx, path).await.expect("a page");
            assert!(self.cache.keep(path, &flight, Text(format!("{answer:?}"))).is_ok(), "{path} is kept");
        }
    }

    /// Compares every answer with what it was, and says what was dropped in vain.
    async fn after<T>(&self, what: &str, change: impl Future<Output = T>) -> Effect {
        self.warm().await;
        let mut before = Vec::new();
        for path in &self.paths {
            let kept = self.cache.get(path, || self.test.now()).expect("it was kept");
            before.push((path, kept));
        }
        change.await;
        let (mut dropped, mut missed, mut changed) = (BTreeSet::new(), Vec::new(), 0);
        for (path, kept) in before {
            let answer = pages::page(&self.test.anonymous(), path).await.expect("a page");
            let is_same = kept.answer == Text(format!("{answer:?}"));
            changed += usize::from(!is_same);
            match (is_same, self.cache.has(path)) {
                (false, true) => missed.push(path.clone()),
                (_, true) => {}
                (_, false) => {
                    dropped.insert(path.clone());
                }
            }
        }
        eprintln!(
            "{what}: of {} kept answers {changed} changed, {} were dropped, {} were missed",
            self.paths.len(),
            dropped.len(),
            missed.len()
        );
        Effect { dropped, missed, changed }
    }
}
