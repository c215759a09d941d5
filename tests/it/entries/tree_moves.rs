//! Random renames, moves, publishes and trashes in a tree of pages: each published page is at one path, which is what the
//! pattern says, and every path that a page ever had leads to it in one step until another page takes it.

use std::collections::{BTreeMap, BTreeSet};

use galley_app::entries::delete::{self, InUse};
use galley_app::entries::trash::{self, TrashScope};
use galley_app::entries::{Expected, publish, save, unpublish};
use galley_app::routes::{Resolved, resolve};
use galley_app::{AppError, verify};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_store::routes;
use galley_tests::app::TestApp;
use galley_tests::on_each_database;
use serde_json::json;

use super::{create, create_published, input};
use crate::content_api::planner::random::Random;

const NONE: Locale = Locale::none();
const PAGES: usize = 9;
const STEPS: usize = 400;
/// `blog` is a list at the top, and `tag` has a term `c` below it.
const SLUGS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "blog", "tag"];
const TAKEN: [&str; 2] = ["/blog", "/tag/c"];

#[derive(Debug, Clone, PartialEq)]
struct Said {
    slug: String,
    parent: Option<usize>,
}

#[derive(Debug, Clone)]
struct Page {
    document: DocumentId,
    draft: Said,
    published: Option<Said>,
    trashed: bool,
    deleted: bool,
}

#[derive(Debug, Clone, Default)]
struct World {
    pages: Vec<Page>,
    /// Who had a path last.
    owners: BTreeMap<String, usize>,
}

impl World {
    /// The paths of all published pages; none when the tree is not one that may be.
    fn paths(&self) -> Option<BTreeMap<usize, String>> {
        let mut paths = BTreeMap::new();
        let mut slugs = BTreeSet::new();
        for (place, page) in self.pages.iter().enumerate() {
            let Some(said) = &page.published else { continue };
            if !slugs.insert(&said.slug) {
                return None;
            }
            let mut path = format!("/{}", said.slug);
            let mut next = said.parent;
            let mut seen = BTreeSet::from([place]);
            while let Some(above) = next {
                let said = self.pages[above].published.as_ref()?;
                if !seen.insert(above) {
                    return None;
                }
                path = format!("/{}{path}", said.slug);
                next = said.parent;
            }
            paths.insert(place, path);
        }
        (!paths.values().any(|path| TAKEN.contains(&path.as_str()))).then_some(paths)
    }

    fn remember(&mut self) {
        for (place, path) in self.paths().expect("the world is as it may be") {
            self.owners.insert(path, place);
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Save(usize, Said),
    Publish(usize),
    Unpublish(usize),
    Trash(usize),
    Untrash(usize),
    Delete(usize),
}

fn random_step(random: &mut Random, world: &World) -> Step {
    let place = random.below(PAGES);
    match random.below(20) {
        0..7 => {
            let mut said = world.pages[place].draft.clone();
            if random.chance(50) {
                (*random.of_list(&SLUGS)).clone_into(&mut said.slug);
            } else {
                said.parent = random.chance(70).then(|| random.below(PAGES));
            }
            Step::Save(place, said)
        }
        7..15 => Step::Publish(place),
        15..17 => Step::Unpublish(place),
        17 => Step::Trash(place),
        18 => Step::Untrash(place),
        _ if world.pages[place].trashed && random.chance(20) => Step::Delete(place),
        _ => Step::Untrash(place),
    }
}

/// What the step makes of the world; none when it has to be refused.
fn expected(world: &World, step: &Step) -> Option<World> {
    let mut after = world.clone();
    let place = match step {
        Step::Save(place, _)
        | Step::Publish(place)
        | Step::Unpublish(place)
        | Step::Trash(place)
        | Step::Untrash(place)
        | Step::Delete(place) => *place,
    };
    let names_what_is_gone = |said: &Said| {
        let is_new = said.parent != world.pages[place].draft.parent;
        is_new && said.parent.is_some_and(|parent| world.pages[parent].deleted)
    };
    let page = &mut after.pages[place];
    if page.deleted {
        return None;
    }
    match step {
        _ if page.trashed && !matches!(step, Step::Untrash(_) | Step::Trash(_) | Step::Delete(_)) => {
            return None;
        }
        Step::Save(_, said) if names_what_is_gone(said) => return None,
        Step::Save(_, said) => page.draft = said.clone(),
        Step::Publish(_) => page.published = Some(page.draft.clone()),
        Step::Unpublish(_) => page.published = None,
        Step::Trash(_) => (page.published, page.trashed) = (None, true),
        Step::Untrash(_) => page.trashed = false,
        Step::Delete(_) => {
            page.deleted = true;
            after.owners.retain(|_, owner| *owner != place);
        }
    }
    after.paths()?;
    after.remember();
    Some(after)
}

async fn perform(test: &TestApp, world: &World, step: &Step) -> Result<(), AppError> {
    let ctx = test.editor();
    let id = |place: &usize| world.pages[*place].document;
    let any = Expected::Any;
    match step {
        Step::Save(place, said) => {
            let parent = said.parent.map(|parent| world.pages[parent].document);
            let data = json!({ "slug": said.slug, "parent": parent });
            save::save(&ctx, id(place), &NONE, any, &input(data)).await
        }
        Step::Publish(place) => publish::publish(&ctx, id(place), &NONE, any).await,
        Step::Unpublish(place) => unpublish::unpublish(&ctx, id(place), &NONE, any).await,
        Step::Trash(place) => trash::trash(&ctx, id(place), &TrashScope::Document, any).await,
        Step::Untrash(place) => trash::untrash(&ctx, id(place), &TrashScope::Document, any).await,
        Step::Delete(place) => delete::delete(&ctx, id(place), InUse::Break, any).await,
    }
    .map(drop)
}

async fn check(test: &TestApp, world: &World, place: &str) {
    let snapshot = test.app.store.snapshot().await.expect("a snapshot");
    let model = test.app.model();
    let paths = world.paths().expect("the world is as it may be");
    let documents: Vec<DocumentId> = world.pages.iter().map(|page| page.document).collect();
    let mut found = routes::entry_paths(&snapshot, &documents, &NONE).await.expect("routes");
    let mut wanted: Vec<(DocumentId, String)> =
        paths.iter().map(|(place, path)| (world.pages[*place].document, path.clone())).collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted, "{place}");
    for (path, owner) in &world.owners {
        let resolved = resolve(&snapshot, &model, path).await.expect("a look-up");
        match (resolved, paths.get(owner)) {
            (Resolved::Entry { document, .. }, Some(own)) if own == path => {
                assert_eq!(document, world.pages[*owner].document, "{place}: {path}");
            }
            (Resolved::Redirect { to, .. }, Some(own)) if own != path => {
                assert_eq!(to, *own, "{place}: {path}");
            }
            (Resolved::Missing { .. }, None) => {}
            (other, own) => panic!("{place}: {path} of {own:?}: {other:?}"),
        }
    }
}

on_each_database! {
    async fn every_path_leads_to_the_page_that_had_it_last(database: TestDatabase) {
        let test = TestApp::blog_on(database).await;
        let ctx = test.editor();
        create_published(&ctx, "tag", json!({ "name": "C", "slug": "c" })).await;
        let mut random = Random::of(11);
        let mut world = World::default();
        for place in 0..PAGES {
            let slug = SLUGS[place % SLUGS.len()].to_owned();
            let draft = json!({ "title": format!("Page {place}"), "slug": slug });
            let document = create(&ctx, "page", draft).await.state.document;
            let draft = Said { slug, parent: None };
            world.pages.push(Page { document, draft, published: None, trashed: false, deleted: false });
        }
        let (mut done, mut refused, mut moved) = (0, 0, 0);
        for number in 0..STEPS {
            let step = random_step(&mut random, &world);
            let place = format!("step {number}, {step:?}");
            let after = expected(&world, &step);
            match (perform(&test, &world, &step).await, after) {
                (Ok(()), Some(after)) => {
                    let (before, now) = (world.paths(), after.paths());
                    moved += usize::from(before != now);
                    world = after;
                    done += 1;
                }
                (Err(AppError::Invalid(_) | AppError::State(_) | AppError::NotFound { .. }), None) => refused += 1,
                (found, after) => panic!("{place}: {found:?}, expected {:?}\n{world:#?}", after.is_some()),
            }
            check(&test, &world, &place).await;
        }
        assert!(done > 60 && refused > 10 && moved > 25, "a run that does little says little: {done} {refused} {moved}");
        let report = verify::run(&test.system()).await.expect("the site is checked");
        assert!(report.ok, "{report:#?}");
    }
}
