//! What a changed setting, menu, model or theme drops: what was made from it, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use galley_app::settings::SitePatch;
use galley_domain::menus::MenuTarget;
use galley_domain::patch::Patch;
use galley_domain::routes::{ListRoute, RouteSettings};
use galley_tests::on_each_database;
use serde_json::Value;

use super::changes::Recipes;
use super::world::World;

const FEEDS: [&str; 4] = ["/feed.xml", "/tag/t0/feed.xml", "/tag/t1/feed.xml", "/tag/t2/feed.xml"];

/// Which kept answers a change is expected to drop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dropped {
    Nothing,
    Pages,
    PagesAndFeeds,
    /// What says so to search engines.
    PagesAndRobots,
    /// Every path is read by where the lists are; files that are not pages have their own.
    PagesFeedsAndSitemap,
    Feeds,
    /// Pages that list something.
    Lists,
    /// What the content API says of recipes, and the sitemap, which looks at every public type.
    Recipes,
}

impl Dropped {
    fn has(self, name: &str) -> bool {
        let (is_feed, is_file) = (FEEDS.contains(&name), ["/robots.txt", "/sitemap.xml"].contains(&name));
        let is_page = (name.starts_with('/') || name == "clock") && !is_file && !name.starts_with("/go/");
        let is_list =
            ["/", "/blog"].contains(&name) || name.starts_with("/tag/") || name.starts_with("/author/");
        match self {
            Self::Nothing => false,
            Self::Pages => is_page && !is_feed,
            Self::PagesAndFeeds => is_page,
            Self::PagesAndRobots => is_page && !is_feed || name == "/robots.txt",
            Self::PagesFeedsAndSitemap => is_page || name == "/sitemap.xml",
            Self::Feeds => is_feed,
            Self::Lists => is_list && !is_feed,
            Self::Recipes => ["recipes", "/sitemap.xml"].contains(&name),
        }
    }
}

/// Makes the change and compares what was dropped by it with what was expected.
async fn check(world: &World, what: &str, change: impl Future<Output = ()>, expected: Dropped) {
    world.warm().await;
    let kept = |world: &World| -> BTreeSet<String> {
        let names = world.questions.iter().map(|(name, _)| name);
        names.filter(|name| world.cache.has(name)).cloned().collect()
    };
    let before = kept(world);
    assert_eq!(before.len(), world.questions.len(), "every answer is kept");
    change.await;
    let stale = world.stale().await;
    assert!(stale.is_empty(), "{what}: {}", stale.join("\n"));
    let dropped: BTreeSet<String> = before.difference(&kept(world)).cloned().collect();
    let expected: BTreeSet<String> = before.into_iter().filter(|name| expected.has(name)).collect();
    assert_eq!(dropped, expected, "{what}");
}

on_each_database! {
    async fn a_setting_drops_what_was_made_from_it(database: TestDatabase) {
        let world = World::on(database).await;
        let patch = SitePatch::default;
        let lists = Some(vec![ListRoute {
            path: "/blog".to_owned(),
            content_type: "post".parse().expect("a type name"),
        }]);
        for (what, patch, expected) in [
            ("title", SitePatch { title: Some("Another".to_owned()), ..patch() }, Dropped::PagesAndFeeds),
            ("profiles", SitePatch { profiles: Some(vec![profile()]), ..patch() }, Dropped::Pages),
            ("time zone", SitePatch { time_zone: Some("Europe/Vienna".to_owned()), ..patch() }, Dropped::Pages),
            ("indexing", SitePatch { discourage_search_engines: Some(true), ..patch() }, Dropped::PagesAndRobots),
            ("page size", SitePatch { entries_per_page: Patch::Value(5), ..patch() }, Dropped::Lists),
            ("feed length", SitePatch { entries_per_feed: Some(5), ..patch() }, Dropped::Feeds),
            ("theme settings", SitePatch { theme_settings: Some(decided("footer_note", "Ours")), ..patch() }, Dropped::Pages),
            ("retention", SitePatch { events_kept_days: Patch::Value(5), ..patch() }, Dropped::Nothing),
            ("lists", SitePatch { routes: Some(RouteSettings { lists }), ..patch() }, Dropped::PagesFeedsAndSitemap),
        ] {
            check(&world, what, Box::pin(world.set(patch)), expected).await;
        }
    }

    async fn a_menu_drops_the_pages_of_its_locale(database: TestDatabase) {
        let world = World::on(database).await;
        let locales = ["en", "fr"].map(|code| code.parse().expect("a locale"));
        world.set(SitePatch { locales: Some(locales.to_vec()), ..SitePatch::default() }).await;
        let put = |locale| world.put_menu(("main", locale), "Blog", MenuTarget::Path("/blog".to_owned()));
        check(&world, "a new menu", Box::pin(put("en")), Dropped::Pages).await;
        check(&world, "a menu in another language", Box::pin(put("fr")), Dropped::Nothing).await;
    }

    async fn a_type_drops_what_looked_at_it(database: TestDatabase) {
        let world = World::on(database).await;
        let recipes = Recipes::default();
        let private = Recipes { note_is_private: true, ..recipes };
        check(&world, "a private field", Box::pin(world.apply(private)), Dropped::Recipes).await;
        let wider = Recipes { fields: 1, ..private };
        check(&world, "a new field", Box::pin(world.apply(wider)), Dropped::Recipes).await;
    }

    async fn a_theme_drops_the_pages(database: TestDatabase) {
        let world = World::on(database).await;
        check(&world, "another theme", async { world.test.app.forget_themed() }, Dropped::Pages).await;
        let (name, page) = world.questions[0].clone();
        let change = async { world.test.app.forget_themed() };
        world.render_and_keep(&name, &page, change).await;
        assert!(!world.cache.has(&name), "it was drawn with the theme before");
    }

    async fn a_chosen_theme_and_what_it_shows_drop_the_pages(database: TestDatabase) {
        let world = World::on(database).await;
        put_theme(&world);
        let patch = SitePatch::default;
        let chosen = SitePatch { theme: Some("probe".to_owned()), ..patch() };
        check(&world, "a chosen theme", Box::pin(world.set(chosen)), Dropped::Pages).await;
        let story = decided("story", &world.posts[0].to_string());
        let told = SitePatch { theme_settings: Some(story), ..patch() };
        check(&world, "a decided entry", Box::pin(world.set(told)), Dropped::Pages).await;

        world.warm().await;
        world.retitle(world.posts[0], "On every page").await;
        let stale = world.stale().await;
        assert!(stale.is_empty(), "{}", stale.join("\n"));
        let pages = world.questions.iter().map(|(name, _)| name).filter(|name| Dropped::Pages.has(name));
        for name in pages {
            assert!(!world.cache.has(name), "{name} shows the entry");
        }
    }
}

fn decided(name: &str, value: &str) -> BTreeMap<String, Value> {
    [(name.to_owned(), Value::from(value))].into()
}

/// A theme that shows an entry on every page.
fn put_theme(world: &World) {
    let folder = world.test.app.config.themes_dir.join("probe");
    fs::create_dir_all(folder.join("templates")).expect("a folder is made");
    let write = |path: &str, text: &str| fs::write(folder.join(path), text).expect("a file is written");
    let manifest = "name = \"probe\"\nversion = \"1.0.0\"\nlicence = \"MIT\"\ngalley = \"0.1\"\npage_size = 10\n\
        [settings.story]\nkind = \"reference\"\ntype = \"post\"\nlabel = \"Story\"\n";
    write("theme.toml", manifest);
    for template in ["404", "archive", "entry", "error", "home"] {
        let shown = "{{ head() }}{% if theme_settings.story %}{{ theme_settings.story.title }}{% endif %}";
        write(&format!("templates/{template}.html"), shown);
    }
}

fn profile() -> galley_app::settings::Profile {
    galley_app::settings::Profile { name: "Code".to_owned(), url: "https://example.org/code".to_owned() }
}
