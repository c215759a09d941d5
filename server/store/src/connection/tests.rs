//! Opening databases, and what SQLite does with commits while others read.

use tempfile::TempDir;

use super::*;
use crate::transaction::connected::Connected;

async fn open(folder: &TempDir) -> Store {
    let url = format!("sqlite://{}", folder.path().join("galley.sqlite").display());
    let store = Store::connect(&StoreConfig::at(url)).await.unwrap();
    let unit = store.write(Priority::Interactive).await.unwrap();
    unit.connection().run("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)", vec![]).await.unwrap();
    unit.commit().await.unwrap();
    store
}

async fn add(unit: &UnitOfWork) -> i64 {
    let insert = "INSERT INTO notes (text) VALUES ('kept') RETURNING id";
    unit.connection().rows(insert, vec![]).await.unwrap()[0].integer(0).unwrap()
}

async fn count(snapshot: &Snapshot) -> i64 {
    snapshot.rows("SELECT COUNT(*) FROM notes", vec![]).await.unwrap()[0].integer(0).unwrap()
}

#[tokio::test]
async fn databases_that_would_lose_writes_are_refused_by_name() {
    for (url, reason) in [
        ("mysql://root@localhost/galley", "MySQL"),
        ("mariadb://root@localhost/galley", "MariaDB"),
        ("oracle://localhost", "oracle"),
        ("sqlite::memory:", "journal"),
    ] {
        let refused = Store::connect(&StoreConfig::at(url)).await.unwrap_err();
        assert!(matches!(refused, StoreError::Unsupported { .. }), "{url}: {refused}");
        assert!(refused.to_string().contains(reason), "{url}: {refused}");
    }
}

#[tokio::test]
async fn a_row_that_was_returned_is_there_after_the_commit_while_others_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let reading = store.snapshot().await.unwrap();
    assert_eq!(count(&reading).await, 0);
    let unit = store.write(Priority::Interactive).await.unwrap();
    assert_eq!(add(&unit).await, 1);
    unit.commit().await.unwrap();
    assert_eq!(count(&reading).await, 0, "a snapshot stays as it is");
    assert_eq!(count(&store.snapshot().await.unwrap()).await, 1);
}

#[tokio::test]
async fn a_unit_of_work_may_read_before_it_writes_however_many_commits_were_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    for expected in 1..=5 {
        let unit = store.write(Priority::Interactive).await.unwrap();
        let found = unit.connection().rows("SELECT COUNT(*) FROM notes", vec![]).await.unwrap();
        assert_eq!(found[0].integer(0).unwrap(), expected - 1);
        add(&unit).await;
        unit.commit().await.unwrap();
    }
}

#[tokio::test]
async fn what_was_not_committed_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let unit = store.write(Priority::Interactive).await.unwrap();
    add(&unit).await;
    drop(unit);
    let unit = store.write(Priority::Interactive).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(count(&store.snapshot().await.unwrap()).await, 0);
}

#[tokio::test]
async fn nothing_is_written_through_a_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let snapshot = store.snapshot().await.unwrap();
    assert!(snapshot.rows("INSERT INTO notes (text) VALUES ('lost')", vec![]).await.is_err());
}

#[tokio::test]
async fn a_snapshot_counts_its_statements() {
    use crate::transaction::Transaction;

    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let snapshot = store.snapshot().await.unwrap();
    count(&snapshot).await;
    count(&snapshot).await;
    assert_eq!(snapshot.statements(), 2);
}
