//! Migrations go up, down and up again, on every database, whoever else is starting.

use std::path::Path;

use crate::{MigrationError, down, status, up};
use sea_orm_migration::sea_orm::{ConnectionTrait, Database, DatabaseBackend, Statement};

/// Names the PostgreSQL server to test on; without it that half is left out.
const POSTGRES_VARIABLE: &str = "GALLEY_TEST_POSTGRES_URL";

#[tokio::test]
async fn sqlite_goes_up_down_and_up_again() {
    let folder = tempfile::tempdir().unwrap();
    up_down_up(&sqlite_url(&folder.path().join("galley.sqlite"))).await;
}

#[tokio::test]
async fn postgres_goes_up_down_and_up_again() {
    if let Some(server) = postgres_server() {
        let name = "galley_migrations_up_down_up";
        up_down_up(&scratch_database(&server, name).await).await;
        drop_database(&server, name).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_start_at_once_migrate_once_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    start_together(&sqlite_url(&folder.path().join("galley.sqlite"))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_start_at_once_migrate_once_on_postgres() {
    if let Some(server) = postgres_server() {
        let name = "galley_migrations_together";
        start_together(&scratch_database(&server, name).await).await;
        drop_database(&server, name).await;
    }
}

#[tokio::test]
async fn a_database_with_later_migrations_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite_url(&folder.path().join("galley.sqlite"));
    up(&url).await.unwrap();
    let database = Database::connect(&url).await.unwrap();
    let later = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)";
    database.execute_unprepared(later).await.unwrap();
    database.close().await.unwrap();
    up(&url).await.unwrap();
}

#[tokio::test]
async fn other_databases_are_refused_by_name() {
    let refused = up("mysql://root@localhost/galley").await.unwrap_err();
    assert!(matches!(&refused, MigrationError::Unsupported { scheme } if scheme == "mysql"), "{refused}");
}

async fn up_down_up(url: &str) {
    assert!(status(url).await.unwrap().iter().all(|state| !state.applied));
    up(url).await.unwrap();
    assert!(status(url).await.unwrap().iter().all(|state| state.applied));
    let first = tables(url).await;
    assert!(first.contains(&"entries".to_owned()), "{first:?}");
    down(url, Some(1)).await.unwrap();
    assert_eq!(status(url).await.unwrap().iter().filter(|state| !state.applied).count(), 1);
    down(url, None).await.unwrap();
    assert_eq!(tables(url).await, ["seaql_migrations"]);
    up(url).await.unwrap();
    assert_eq!(tables(url).await, first);
}

async fn start_together(url: &str) {
    let starts = (0..4).map(|_| {
        let url = url.to_owned();
        tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(up(&url))
        })
    });
    let starts: Vec<_> = starts.collect();
    for start in starts {
        start.await.unwrap().unwrap();
    }
    assert!(tables(url).await.contains(&"settings".to_owned()));
}

async fn tables(url: &str) -> Vec<String> {
    let database = Database::connect(url).await.unwrap();
    let query = match database.get_database_backend() {
        DatabaseBackend::Postgres => "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1",
    };
    let statement = Statement::from_string(database.get_database_backend(), query);
    let rows = database.query_all_raw(statement).await.unwrap();
    database.close().await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

fn sqlite_url(path: &Path) -> String {
    format!("sqlite://{}?mode=rwc", path.display())
}

fn postgres_server() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "tests have one variable, and this reads it")]
    std::env::var(POSTGRES_VARIABLE).ok().filter(|url| !url.is_empty())
}

async fn scratch_database(server: &str, name: &str) -> String {
    drop_database(server, name).await;
    execute(server, &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).await;
    let mut url = url::Url::parse(server).unwrap();
    url.set_path(name);
    url.into()
}

async fn drop_database(server: &str, name: &str) {
    execute(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
}

async fn execute(server: &str, statement: &str) {
    let database = Database::connect(server).await.unwrap();
    database.execute_unprepared(statement).await.unwrap();
    database.close().await.unwrap();
}
