//! A migrated database for each test, on SQLite or PostgreSQL.
//!
//! Migrating takes longer than most tests, so each process migrates one template for each backend and clones it: as
//! bytes on SQLite, by `CREATE DATABASE … TEMPLATE` on PostgreSQL. A database disappears with its value.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use galley_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Names the PostgreSQL server to test on; see `tests/scripts/postgres.sh`.
const POSTGRES_VARIABLE: &str = "GALLEY_TEST_POSTGRES_URL";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// A database of one test.
#[derive(Debug)]
pub struct TestDatabase {
    url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Folder { _kept: TempDir },
    Server { admin_url: String, name: String },
}

impl TestDatabase {
    /// A migrated database; none when no PostgreSQL server is known, which is said once on standard error.
    pub async fn on(backend: Backend) -> Option<Self> {
        match backend {
            Backend::Sqlite => Some(Self::sqlite_from(sqlite_template().await)),
            Backend::Postgres => {
                let admin_url = postgres_url()?;
                Some(Self::postgres_from(admin_url, postgres_template(admin_url).await).await)
            }
        }
    }

    /// A database without any table.
    pub async fn empty(backend: Backend) -> Option<Self> {
        match backend {
            Backend::Sqlite => Some(Self::sqlite_from(&[])),
            Backend::Postgres => Some(Self::postgres_from(postgres_url()?, "template0").await),
        }
    }

    /// The address as `GALLEY_DATABASE_URL` takes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn backend(&self) -> Backend {
        match self.place {
            Place::Folder { .. } => Backend::Sqlite,
            Place::Server { .. } => Backend::Postgres,
        }
    }

    /// A connection past the store, for looking at what a test left in the tables.
    pub async fn connect(&self) -> DatabaseConnection {
        Database::connect(&self.url).await.expect("the test's database answers")
    }

    fn sqlite_from(template: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("galley.sqlite");
        std::fs::write(&path, template).expect("the template is written");
        Self { url: sqlite_url(&path), place: Place::Folder { _kept: folder } }
    }

    async fn postgres_from(admin_url: &str, template: &str) -> Self {
        let name = postgres_name();
        execute(admin_url, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        let place = Place::Server { admin_url: admin_url.to_owned(), name: name.clone() };
        Self { url: in_database(admin_url, &name), place }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Place::Server { admin_url, name } = &self.place {
            let (admin_url, name) = (admin_url.clone(), name.clone());
            // The runtime of the test may be the one that is dropping this, so the last statement gets its own.
            let dropping = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                runtime
                    .expect("a runtime for one statement")
                    .block_on(execute(&admin_url, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")));
            });
            if dropping.join().is_err() {
                eprintln!("a test's database could not be dropped");
            }
        }
    }
}

/// Runs each body on SQLite and on PostgreSQL, as two tests below a module of its name.
#[macro_export]
macro_rules! on_each_database {
    ($(async fn $name:ident($database:ident: TestDatabase) $body:block)+) => {
        $(
            mod $name {
                use super::*;

                async fn run($database: $crate::database::TestDatabase) $body

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn sqlite() {
                    let database = $crate::database::TestDatabase::on($crate::database::Backend::Sqlite).await;
                    run(database.expect("SQLite needs no server")).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn postgres() {
                    if let Some(database) =
                        $crate::database::TestDatabase::on($crate::database::Backend::Postgres).await
                    {
                        run(database).await;
                    }
                }
            }
        )+
    };
}

async fn sqlite_template() -> &'static [u8] {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let path = folder.path().join("template.sqlite");
            migrate(&sqlite_url(&path)).await;
            std::fs::read(&path).expect("the template was written")
        })
        .await
}

async fn postgres_template(admin_url: &str) -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            drop_databases_of_ended_runs(admin_url).await;
            let name = postgres_name();
            execute(admin_url, &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).await;
            migrate(&in_database(admin_url, &name)).await;
            name
        })
        .await
}

async fn migrate(url: &str) {
    let database = Database::connect(url).await.expect("the template's database answers");
    Migrator::up(&database, None).await.expect("every migration applies");
    database.close().await.expect("the connection closes");
}

/// Nothing runs when a process ends, so a run's template, and whatever a killed run left, goes at the next start.
async fn drop_databases_of_ended_runs(admin_url: &str) {
    let processes = Path::new("/proc");
    if !processes.join("self").exists() {
        return;
    }
    let database = Database::connect(admin_url).await.expect("the PostgreSQL server answers");
    let rows = database
        .query_all_raw(sea_orm::Statement::from_string(
            sea_orm::DatabaseBackend::Postgres,
            "SELECT datname FROM pg_database WHERE datname LIKE 'galley\\_test\\_%'",
        ))
        .await
        .expect("the server lists its databases");
    for row in rows {
        let name: String = row.try_get("", "datname").expect("a name is text");
        let process = name.split('_').nth(2).unwrap_or_default();
        if !process.is_empty() && !processes.join(process).exists() {
            // Another run may be dropping the same one.
            let dropping = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            if let Err(error) = database.execute_unprepared(&dropping).await {
                eprintln!("{name} of an ended run stays: {error}");
            }
        }
    }
    database.close().await.expect("the connection closes");
}

async fn execute(url: &str, statement: &str) {
    let database = Database::connect(url).await.expect("the PostgreSQL server answers");
    database.execute_unprepared(statement).await.expect("the server does as it is told");
    database.close().await.expect("the connection closes");
}

fn postgres_name() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    format!("galley_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}

fn postgres_url() -> Option<&'static str> {
    static URL: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();
    URL.get_or_init(|| {
        #[expect(clippy::disallowed_methods, reason = "the harness reads the one variable that tests have")]
        let url = std::env::var(POSTGRES_VARIABLE).ok().filter(|url| !url.is_empty());
        if url.is_none() {
            eprintln!("{POSTGRES_VARIABLE} is not set: the PostgreSQL half is left out");
        }
        url
    })
    .as_deref()
}

/// The same server, another database.
fn in_database(url: &str, name: &str) -> String {
    let mut url = url::Url::parse(url).expect("the PostgreSQL address is a URL");
    url.set_path(name);
    url.into()
}

fn sqlite_url(path: &Path) -> String {
    let mut url = "sqlite://".to_owned();
    write!(url, "{}?mode=rwc", path.display()).expect("writing to a string");
    url
}
