//! A blog that changes at random, and the questions that readers ask of it.

use std::sync::Arc;

use galley_app::cache::{Cache, Measure};
use galley_app::content::{self, Asked};
use galley_app::{AppError, Ctx, content_types, pages, projections};
use galley_domain::ids::DocumentId;
use galley_domain::query::{
    Operator, RequestedFields, RequestedFilter, RequestedPage, RequestedPopulate, RequestedQuery,
    RequestedSort,
};
use galley_domain::routes::SiteFile;
use galley_tests::app::TestApp;
use galley_tests::database::TestDatabase;
use serde_json::{Value, json};

use super::changes::Recipes;
use crate::entries::create_published;

pub(super) const POSTS: usize = 12;
pub(super) const TAGS: usize = 3;
pub(super) const AUTHORS: usize = 2;

/// So long something that looks at the clock stays the same.
const CLOCK_PART: i64 = 3 * 60_000_000;

/// An answer as a test compares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text(pub(super) String);

impl Measure for Text {
    fn bytes(&self) -> usize {
        self.0.len()
    }
}

/// Random numbers that are the same each time.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).expect("48 bits fit") % limit
    }
}

/// What a reader asks for.
#[derive(Debug, Clone)]
pub(super) enum Question {
    Page(String),
    List(&'static str, RequestedQuery),
    One(&'static str, DocumentId, RequestedQuery),
    /// Something that is another one after some minutes, whatever happens.
    Clock,
}

#[derive(Debug)]
pub(super) struct World {
    pub(super) test: TestApp,
    pub(super) cache: Arc<Cache<Text>>,
    pub(super) questions: Vec<(String, Question)>,
    pub(super) posts: Vec<DocumentId>,
    pub(super) tags: Vec<DocumentId>,
    pub(super) authors: Vec<DocumentId>,
    recipe: DocumentId,
}

impl World {
    pub(super) async fn on(database: TestDatabase) -> Self {
        let test = TestApp::blog_on(database).await;
        projections::start(&test.app).await.expect("the log is followed");
        let cache = Arc::new(Cache::new(64 * 1024 * 1024));
        test.app.keep_exact(&cache);
        content_types::apply(&test.system(), &Recipes::default().files()).await.expect("a model");
        let ctx = test.editor();
        let mut world = Self {
            cache,
            questions: Vec::new(),
            posts: Vec::new(),
            tags: Vec::new(),
            authors: Vec::new(),
            recipe: create_published(&ctx, "recipe", json!({ "title": "Soup", "note": "Salt" }))
                .await
                .document,
            test,
        };
        for number in 0..TAGS {
            let data = json!({ "name": format!("Tag {number}"), "slug": format!("t{number}") });
            world.tags.push(create_published(&ctx, "tag", data).await.document);
        }
        for number in 0..AUTHORS {
            let data = json!({ "name": format!("Author {number}"), "slug": format!("a{number}") });
            world.authors.push(create_published(&ctx, "author", data).await.document);
        }
        let mut dice = Dice::new(1);
        for number in 0..POSTS {
            world.test.wait_minutes(1);
            let mut data = world.post(&mut dice);
            data["title"] = json!(format!("Post {number}"));
            data["slug"] = json!(format!("p{number}"));
            world.posts.push(create_published(&ctx, "post", data).await.document);
        }
        world.questions = world.all_questions();
        world
    }

    pub(super) fn post(&self, dice: &mut Dice) -> Value {
        let tags: Vec<DocumentId> = self.tags.iter().filter(|_| dice.below(3) == 0).copied().collect();
        json!({
            "title": format!("Post {}", dice.below(20)),
            "body": format!("Text {} and [a link](/go/{}).", dice.below(1_000), self.posts.first().copied().unwrap_or(self.recipe)),
            "excerpt": format!("Excerpt {}", dice.below(5)),
            "featured": dice.below(2) == 0,
            "tags": tags,
            "author": self.authors[dice.below(AUTHORS)],
        })
    }

    fn all_questions(&self) -> Vec<(String, Question)> {
        let mut paths: Vec<String> =
            ["/", "/missing", "/blog", "/feed.xml", "/blog/post-3", "/robots.txt", "/sitemap.xml"]
                .map(str::to_owned)
                .to_vec();
        paths.extend((0..POSTS + 3).map(|number| format!("/blog/p{number}")));
        paths.extend(
            (0..TAGS).flat_map(|number| [format!("/tag/t{number}"), format!("/tag/t{number}/feed.xml")]),
        );
        let leading = [self.posts[0], self.tags[1]].map(|document| format!("/go/{document}"));
        paths.extend(leading);
        paths.extend((0..AUTHORS).map(|number| format!("/author/a{number}")));
        let pages = paths.into_iter().map(|path| (path.clone(), Question::Page(path)));
        let mut all: Vec<(String, Question)> = pages.collect();
        for (number, query) in self.lists().into_iter().enumerate() {
            all.push((format!("posts {number}"), Question::List("posts", query)));
        }
        let posts = populated(
            "posts",
            RequestedQuery { sort: sort("title", false), page: page(1, 2), ..RequestedQuery::default() },
        );
        for of in ["tags", "authors"] {
            all.push((format!("{of} with posts"), Question::List(of, posts.clone())));
            let by_posts = RequestedQuery {
                filter: Some(on("posts", on("featured", compare(Operator::Eq, "true")))),
                ..RequestedQuery::default()
            };
            all.push((format!("{of} by posts"), Question::List(of, by_posts)));
        }
        for (number, document) in self.posts.iter().enumerate() {
            let query = populated("author", RequestedQuery::default());
            all.push((format!("post {number}"), Question::One("posts", *document, query)));
        }
        all.push(("clock".to_owned(), Question::Clock));
        all.push(("recipes".to_owned(), Question::List("recipes", RequestedQuery::default())));
        all
    }

    fn lists(&self) -> Vec<RequestedQuery> {
        let tag = self.tags[0].to_string();
        let filters = [
            None,
            Some(on("featured", compare(Operator::Eq, "true"))),
            Some(on("tags", on("slug", compare(Operator::Eq, "t1")))),
            Some(on("tags", on("documentId", compare(Operator::Eq, &tag)))),
            Some(on("author", on("name", compare(Operator::Contains, "1")))),
            Some(on("excerpt", compare(Operator::EndsWith, "3"))),
            Some(on("body", compare(Operator::Contains, "7"))),
            Some(RequestedFilter::Not(Box::new(on("tags", on("slug", compare(Operator::Eq, "t2")))))),
            Some(on("title", compare(Operator::Gt, "Post 15"))),
        ];
        let orders = [
            (sort("publishedAt", true), page(1, 3)),
            (sort("title", false), page(2, 2)),
            (Vec::new(), RequestedPage::default()),
            (
                vec![RequestedSort { path: vec!["author".to_owned(), "name".to_owned()], descending: true }],
                page(1, 4),
            ),
        ];
        let mut queries = Vec::new();
        for (place, filter) in filters.into_iter().enumerate() {
            for (sort, page) in orders.iter().skip(place % 2).step_by(2) {
                let page = RequestedPage { without_count: place % 3 == 1, ..*page };
                queries.push(RequestedQuery {
                    filter: filter.clone(),
                    sort: sort.clone(),
                    page,
                    ..populated("tags", RequestedQuery::default())
                });
            }
        }
        queries.push(RequestedQuery {
            fields: RequestedFields::Named(vec!["title".to_owned()]),
            sort: sort("title", true),
            page: page(1, 3),
            ..RequestedQuery::default()
        });
        queries
    }

    /// The answer as it is now.
    pub(super) async fn fresh(&self, ctx: &Ctx, question: &Question) -> Text {
        let found = match question {
            Question::Page(path) => {
                if let Some(file) = SiteFile::at(path) {
                    return Text(format!("{:?}", pages::site_file(ctx, file).await.expect("a file")));
                }
                return Text(format!("{:?}", pages::page(ctx, path).await.expect("a page")));
            }
            Question::Clock => {
                let part = self.test.now() / CLOCK_PART;
                ctx.recording.until((part + 1) * CLOCK_PART);
                let page = pages::page(ctx, "/blog/p3").await.expect("a page");
                return Text(format!("{part} {page:?}"));
            }
            Question::List(plural, query) => content::read(ctx, Asked::List(plural), query).await,
            Question::One(plural, document, query) => {
                content::read(ctx, Asked::Document(plural, *document), query).await
            }
        };
        match found {
            Ok(found) => Text(format!("{:?}", found.answer)),
            Err(AppError::NotFound { .. }) => Text("not found".to_owned()),
            Err(other) => panic!("{question:?} was refused: {other:?}"),
        }
    }

    /// Every answer that is not kept is made and kept.
    pub(super) async fn warm(&self) {
        for (name, question) in &self.questions {
            if self.cache.get(name, || self.test.now()).is_none() {
                self.render_and_keep(name, question, async {}).await;
            }
        }
    }

    /// A name that is kept and says something else than a fresh answer; nothing may happen meanwhile.
    pub(super) async fn stale(&self) -> Vec<String> {
        let mut stale = Vec::new();
        for (name, question) in &self.questions {
            let Some(kept) = self.cache.get(name, || self.test.now()) else { continue };
            let fresh = self.fresh(&self.test.anonymous(), question).await;
            if kept.answer != fresh {
                stale.push(format!("{name}\n  kept:  {}\n  fresh: {}", kept.answer.0, fresh.0));
            }
        }
        stale
    }

    /// Renders an answer, lets `meanwhile` happen, and only then keeps it.
    pub(super) async fn render_and_keep(
        &self,
        name: &str,
        question: &Question,
        meanwhile: impl Future<Output = ()>,
    ) {
        let Some(flight) = self.cache.begin(&self.test.app) else { return };
        let mut ctx = self.test.anonymous();
        ctx.recording = flight.recording();
        let text = self.fresh(&ctx, question).await;
        meanwhile.await;
        let _kept_or_not = self.cache.keep(name, &flight, text);
    }
}

fn on(field: &str, condition: RequestedFilter) -> RequestedFilter {
    RequestedFilter::On { field: field.to_owned(), condition: Box::new(condition) }
}

fn compare(operator: Operator, operand: &str) -> RequestedFilter {
    RequestedFilter::Compare { operator, operands: vec![operand.to_owned()] }
}

fn sort(field: &str, descending: bool) -> Vec<RequestedSort> {
    vec![RequestedSort { path: vec![field.to_owned()], descending }]
}

fn page(number: u64, size: u64) -> RequestedPage {
    RequestedPage { page: Some(number), page_size: Some(size), ..RequestedPage::default() }
}

fn populated(field: &str, query: RequestedQuery) -> RequestedQuery {
    let populate = RequestedPopulate::Named(vec![(field.to_owned(), query)]);
    RequestedQuery { populate, ..RequestedQuery::default() }
}
