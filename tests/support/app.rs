//! The application without HTTP: actions against a real database, at a time that the test sets.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use galley_app::clock::Clock;
use galley_app::content_types::{self, Starter};
use galley_app::context::AppConfig;
use galley_app::secrets::MasterKey;
use galley_app::{App, Ctx};
use galley_domain::ids::UserId;
use galley_domain::roles::{Actor, Role};
use galley_media::MediaStore;
use galley_store::{Store, StoreConfig};
use tempfile::TempDir;

use crate::database::TestDatabase;

/// 2026-11-21 12:00 UTC in microseconds: where every test begins.
pub const START: i64 = 1_795_262_400_000_000;

/// The application on a database of its own, with the `blog` model.
#[derive(Debug)]
pub struct TestApp {
    pub app: Arc<App>,
    now: Arc<AtomicI64>,
    media: TempDir,
    database: TestDatabase,
}

impl TestApp {
    pub async fn blog_on(database: TestDatabase) -> Self {
        let this = Self::on(database).await;
        content_types::apply_starter(&this.system(), Starter::Blog).await.expect("the starter is a model");
        this
    }

    /// Without any content type.
    pub async fn on(database: TestDatabase) -> Self {
        let media = tempfile::tempdir().expect("a temporary folder");
        let now = Arc::new(AtomicI64::new(START));
        let app = node(&database, media.path(), &now).await;
        Self { app, now, media, database }
    }

    /// Another node on the same database and folder, with the same time.
    pub async fn second_node(&self) -> Arc<App> {
        node(&self.database, self.media.path(), &self.now).await
    }

    /// Where the bytes of uploads are.
    pub fn media_folder(&self) -> &std::path::Path {
        self.media.path()
    }

    pub fn system(&self) -> Ctx {
        self.app.as_actor(Actor::System)
    }

    pub fn anonymous(&self) -> Ctx {
        self.app.as_actor(Actor::Anonymous)
    }

    /// A person who needs no account: policy looks at id and role only.
    pub fn user(&self, id: i64, role: Role) -> Ctx {
        let ctx = self.app.as_actor(Actor::User { id: UserId(id), role });
        Ctx { signed_in_at: Some(self.now()), ..ctx }
    }

    pub fn editor(&self) -> Ctx {
        self.user(1, Role::Editor)
    }

    pub fn now(&self) -> i64 {
        self.now.load(Ordering::SeqCst)
    }

    pub fn wait_minutes(&self, minutes: i64) {
        self.now.fetch_add(minutes * 60_000_000, Ordering::SeqCst);
    }
}

async fn node(database: &TestDatabase, media_folder: &Path, now: &Arc<AtomicI64>) -> Arc<App> {
    let media = media_folder.to_str().expect("a temporary path is UTF-8");
    let media = MediaStore::open(media).await.expect("a folder is a media store");
    let store = Store::connect(&StoreConfig::at(database.url())).await.expect("the database opens");
    let model = content_types::load(&store).await.expect("the model is readable");
    let config = AppConfig {
        base_url: "http://localhost:8080".to_owned(),
        development: false,
        themes_dir: media_folder.join("no-themes"),
        master_key: MasterKey::new("a secret of the tests"),
        hashing_permits: 2,
        render_permits: 2,
    };
    App::new(store, media, Clock::Fixed(Arc::clone(now)), config, model)
}
