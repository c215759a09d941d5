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

async fn counted(reading: &Reading) -> i64 {
    let rows = reading.rows_of().rows("SELECT COUNT(*) FROM notes", vec![]).await.unwrap();
    rows[0].integer(0).unwrap()
}

#[tokio::test]
async fn a_reading_stays_at_its_moment_and_its_connection_is_used_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    // More rounds than there are readers: a connection that did not come back would be missed.
    for expected in 0..20 {
        let reading = store.reading().await.unwrap();
        assert_eq!(counted(&reading).await, expected);
        let unit = store.write(Priority::Interactive).await.unwrap();
        add(&unit).await;
        unit.commit().await.unwrap();
        assert_eq!(counted(&reading).await, expected);
        assert_eq!(reading.rows_of().statements(), 2);
    }
}

#[tokio::test]
async fn a_long_statement_of_a_reading_runs_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let reading = store.reading().await.unwrap();
    let long =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT COUNT(*) FROM n";
    let rows = reading.rows_of().rows(long, vec![300_000_i64.into()]).await.unwrap();
    assert_eq!(rows[0].integer(0).unwrap(), 300_000);
    assert_eq!(counted(&reading).await, 0, "the connection goes on");
}

#[tokio::test]
async fn nothing_is_written_through_a_reading() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let reading = store.reading().await.unwrap();
    assert!(reading.rows_of().rows("INSERT INTO notes (text) VALUES ('lost')", vec![]).await.is_err());
    assert_eq!(counted(&reading).await, 0);
}
