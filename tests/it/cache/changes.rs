//! What writers do to the blog at random: every kind of event that answers may depend on.

use galley_app::content_types;
use galley_app::entries::{Expected, publish, trash, unpublish};
use galley_app::menus::{self, MenuKey};
use galley_app::settings::{self, Profile, SitePatch};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::menus::{MenuItem, MenuTarget};
use galley_domain::patch::Patch;
use galley_domain::roles::Role;
use galley_domain::routes::{ListRoute, RouteSettings};
use galley_domain::schema::file::Source;
use serde_json::json;

use super::world::{AUTHORS, Dice, POSTS, TAGS, World};
use crate::entries::input;

/// What the model says of recipes, a type beside the blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Recipes {
    pub(super) note_is_private: bool,
    pub(super) public: bool,
    pub(super) fields: usize,
}

impl Default for Recipes {
    fn default() -> Self {
        Self { note_is_private: false, public: true, fields: 0 }
    }
}

impl Recipes {
    pub(super) fn files(self) -> Vec<Source> {
        let mut attributes = json!({
            "title": { "type": "string" },
            "note": { "type": "string", "private": self.note_is_private },
        });
        for number in 0..self.fields {
            attributes[format!("extra{number}")] = json!({ "type": "string" });
        }
        let file = json!({
            "kind": "collectionType",
            "info": { "singularName": "recipe", "pluralName": "recipes", "displayName": "Recipe" },
            "options": { "draftAndPublish": true },
            "galley": { "public": self.public },
            "attributes": attributes,
        });
        vec![Source { path: "recipe.json".to_owned(), text: file.to_string() }]
    }
}

impl World {
    /// Somebody changes something. What cannot be done at the moment, because somebody else was first, is not done.
    pub(super) async fn change(&self, dice: &mut Dice) {
        match dice.below(24) {
            0..=9 => self.change_post(dice).await,
            10..=14 => self.change_around(dice).await,
            15..=18 => self.change_setting(dice).await,
            19..=20 => self.change_menu(dice).await,
            21..=22 => self.change_model(dice).await,
            _ => self.test.app.forget_themed(),
        }
        self.test.wait_minutes(1);
    }

    async fn change_post(&self, dice: &mut Dice) {
        let ctx = self.test.editor();
        let (post, none) = (self.posts[dice.below(POSTS)], Locale::none());
        match dice.below(10) {
            0..=4 => {
                let data = input(self.post(dice));
                let _refused = publish::save_published(&ctx, post, &none, Expected::Any, &data).await;
            }
            5 => {
                let data = input(json!({ "slug": format!("p{}", dice.below(POSTS + 3)) }));
                let _refused = publish::save_published(&ctx, post, &none, Expected::Any, &data).await;
            }
            6 => {
                let data = input(json!({ "featured": dice.below(2) == 0 }));
                let _refused = publish::save_published(&ctx, post, &none, Expected::Any, &data).await;
            }
            7 => drop(unpublish::unpublish(&ctx, post, &none, Expected::Any).await),
            8 => drop(publish::publish(&ctx, post, &none, Expected::Any).await),
            _ => {
                let scope = trash::TrashScope::Document;
                let _refused = trash::trash(&ctx, post, &scope, Expected::Any).await;
                let _refused = trash::untrash(&ctx, post, &scope, Expected::Any).await;
            }
        }
    }

    /// Tags, authors, and posts that were not there before.
    async fn change_around(&self, dice: &mut Dice) {
        let (ctx, none) = (self.test.editor(), Locale::none());
        match dice.below(5) {
            0 => {
                let data = input(json!({ "name": format!("Tag {}", dice.below(9)) }));
                let tag = self.tags[dice.below(TAGS)];
                let _refused = publish::save_published(&ctx, tag, &none, Expected::Any, &data).await;
            }
            1 => {
                let data = input(json!({ "slug": format!("t{}", dice.below(TAGS + 1)) }));
                let tag = self.tags[dice.below(TAGS)];
                let _refused = publish::save_published(&ctx, tag, &none, Expected::Any, &data).await;
            }
            2 => {
                let tag = self.tags[dice.below(TAGS)];
                let _refused = unpublish::unpublish(&ctx, tag, &none, Expected::Any).await;
                if dice.below(2) == 0 {
                    let _refused = publish::publish(&ctx, tag, &none, Expected::Any).await;
                }
            }
            3 => {
                let data = input(json!({ "name": format!("Author {}", dice.below(9)) }));
                let author = self.authors[dice.below(AUTHORS)];
                let _refused = publish::save_published(&ctx, author, &none, Expected::Any, &data).await;
            }
            _ => {
                let data = json!({ "title": format!("New {}", dice.below(50)), "tags": [self.tags[0]] });
                let name = "post".parse().expect("a type name");
                let _refused = publish::create_published(&ctx, &name, &none, &input(data)).await;
            }
        }
    }

    async fn change_setting(&self, dice: &mut Dice) {
        let patch = SitePatch::default();
        let number = u32::try_from(dice.below(9)).expect("it is below 9");
        let patch = match dice.below(10) {
            0 => SitePatch { title: Some(format!("Site {number}")), ..patch },
            1 => SitePatch { description: Some(format!("About {number}")), ..patch },
            2 => SitePatch { entries_per_page: Patch::Value(u64::from(number) + 2), ..patch },
            3 => SitePatch { entries_per_feed: Some(u64::from(number) + 2), ..patch },
            4 => SitePatch { discourage_search_engines: Some(dice.below(2) == 0), ..patch },
            5 => {
                let profile =
                    Profile { name: "Code".to_owned(), url: format!("https://example.org/{number}") };
                SitePatch { profiles: Some(vec![profile]), ..patch }
            }
            6 => {
                let codes: &[&str] = if dice.below(2) == 0 { &["en"] } else { &["en", "fr"] };
                let locales = codes.iter().map(|code| code.parse().expect("a locale"));
                SitePatch { locales: Some(locales.collect()), ..patch }
            }
            7 => {
                let list = |path: &str| ListRoute {
                    path: path.to_owned(),
                    content_type: "post".parse().expect("a type name"),
                };
                let lists = [None, Some(vec![list("/blog")]), Some(vec![list("/"), list("/all")])];
                let lists = lists[dice.below(3)].clone();
                SitePatch { routes: Some(RouteSettings { lists }), ..patch }
            }
            8 => {
                let decided = [
                    ("footer_note".to_owned(), json!(format!("Note {number}"))),
                    ("front_lead".to_owned(), json!(number < 5)),
                ];
                SitePatch { theme_settings: Some(decided.into()), ..patch }
            }
            _ => SitePatch { events_kept_days: Patch::Value(number + 1), ..patch },
        };
        self.set(patch).await;
    }

    /// Publishes a post under another title.
    pub(super) async fn retitle(&self, post: DocumentId, title: &str) {
        let data = input(json!({ "title": title }));
        let none = Locale::none();
        publish::save_published(&self.test.editor(), post, &none, Expected::Any, &data)
            .await
            .expect("nobody else changes it");
    }

    /// Changes a setting, unless somebody else was first.
    pub(super) async fn set(&self, patch: SitePatch) {
        let ctx = self.test.user(2, Role::Owner);
        let version = settings::find(&ctx).await.expect("settings").version;
        let _refused = settings::update(&ctx, version, patch).await;
    }

    async fn change_menu(&self, dice: &mut Dice) {
        let name = ["main", "footer"][dice.below(2)];
        let locale = ["en", "fr"][dice.below(2)];
        let target = match dice.below(3) {
            0 => MenuTarget::Path("/blog".to_owned()),
            1 => MenuTarget::Document(self.posts[dice.below(POSTS)]),
            _ => MenuTarget::Document(self.tags[dice.below(TAGS)]),
        };
        self.put_menu((name, locale), &format!("Line {}", dice.below(9)), target).await;
    }

    /// Gives a menu this one line, unless somebody else was first.
    pub(super) async fn put_menu(&self, (name, locale): (&str, &str), label: &str, target: MenuTarget) {
        let ctx = self.test.user(2, Role::Owner);
        let key = MenuKey { name: name.parse().expect("a name"), locale: locale.parse().expect("a locale") };
        let version = menus::find(&ctx, &key).await.map_or(0, |menu| menu.head.version);
        let line = MenuItem { label: label.to_owned(), target, items: Vec::new() };
        let _refused = menus::put(&ctx, key, version, vec![line]).await;
    }

    /// A field of recipes is what everybody may read, or not; the whole type is; or it has more fields.
    async fn change_model(&self, dice: &mut Dice) {
        let recipes =
            Recipes { note_is_private: dice.below(2) == 0, public: dice.below(3) > 0, fields: dice.below(2) };
        self.apply(recipes).await;
    }

    pub(super) async fn apply(&self, recipes: Recipes) {
        let _refused = content_types::apply(&self.test.system(), &recipes.files()).await;
        // What follows in the background is done when the next answer is compared.
        let _unfinished = content_types::rewrite_stale(&self.test.app).await;
    }
}
