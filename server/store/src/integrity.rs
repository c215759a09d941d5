//! Questions for `galley verify` that only the database can answer: rows without what they belong to, gaps in the log,
//! and the file itself.

use galley_domain::ids::EventSeq;

use crate::dialect::Backend;
use crate::error::StoreError;
use crate::snapshot::Snapshot;

/// Rows of one kind that must not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphans {
    /// What they are, in words.
    pub what: &'static str,
    pub count: u64,
}

/// The log between where it was pruned and its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogState {
    pub head: EventSeq,
    pub pruned_to: EventSeq,
    /// Events after `pruned_to`; without gaps as many as numbers.
    pub count: i64,
    pub last: EventSeq,
}

const ORPHANS: &[(&str, &str)] = &[
    (
        "field values without an entry",
        "SELECT COUNT(*) FROM field_values v LEFT JOIN entries e ON e.id = v.entry_id WHERE e.id IS NULL",
    ),
    (
        "field values in another stage or locale than their entry",
        "SELECT COUNT(*) FROM field_values v JOIN entries e ON e.id = v.entry_id
            WHERE e.stage <> v.stage OR e.locale <> v.locale",
    ),
    (
        "links without an entry",
        "SELECT COUNT(*) FROM links l LEFT JOIN entries e ON e.id = l.entry_id WHERE e.id IS NULL",
    ),
    (
        "unique values without a published entry",
        "SELECT COUNT(*) FROM unique_values u LEFT JOIN entries e ON e.id = u.entry_id AND e.stage = 1
            WHERE e.id IS NULL",
    ),
    (
        "rendered bodies without a published entry",
        "SELECT COUNT(*) FROM rendered_bodies b LEFT JOIN entries e ON e.id = b.entry_id AND e.stage = 1
            WHERE e.id IS NULL",
    ),
    (
        "entries without a document",
        "SELECT COUNT(*) FROM entries e LEFT JOIN documents d ON d.id = e.document_id WHERE d.id IS NULL",
    ),
    (
        "published entries without a draft",
        "SELECT COUNT(*) FROM entries p LEFT JOIN entries d
            ON d.document_id = p.document_id AND d.locale = p.locale AND d.stage = 0
            WHERE p.stage = 1 AND d.id IS NULL",
    ),
    (
        "published entries in the trash",
        "SELECT COUNT(*) FROM entries e JOIN documents d ON d.id = e.document_id
            WHERE e.stage = 1 AND (d.trashed_at IS NOT NULL OR e.trashed_at IS NOT NULL)",
    ),
    (
        "revisions without a document",
        "SELECT COUNT(*) FROM revisions r LEFT JOIN documents d ON d.id = r.document_id WHERE d.id IS NULL",
    ),
    (
        "pages without a published entry",
        "SELECT COUNT(*) FROM routes r LEFT JOIN entries e
            ON e.document_id = r.document_id AND e.locale = r.locale AND e.stage = 1
            WHERE r.kind = 0 AND e.id IS NULL",
    ),
    (
        "redirects that requests do not find",
        "SELECT COUNT(*) FROM redirects d LEFT JOIN routes r ON r.path_hash = d.path_hash AND r.kind >= 2
            WHERE r.path_hash IS NULL OR r.path <> d.path OR COALESCE(r.target_path, '') <> COALESCE(d.target, '')",
    ),
    (
        "paths of redirects that do not exist",
        "SELECT COUNT(*) FROM routes r LEFT JOIN redirects d ON d.path_hash = r.path_hash
            WHERE r.kind >= 2 AND d.id IS NULL",
    ),
    (
        "redirects to a document that does not exist",
        "SELECT COUNT(*) FROM routes r LEFT JOIN documents d ON d.id = r.document_id
            WHERE r.kind = 1 AND d.id IS NULL",
    ),
];

/// Counts rows of each kind that must not exist.
pub async fn orphans(snapshot: &Snapshot) -> Result<Vec<Orphans>, StoreError> {
    let mut found = Vec::with_capacity(ORPHANS.len());
    for (what, sql) in ORPHANS {
        let count = u64::try_from(number(snapshot, sql).await?).unwrap_or(0);
        found.push(Orphans { what, count });
    }
    Ok(found)
}

/// Whether the numbers of the log are without gaps.
pub async fn log_state(snapshot: &Snapshot) -> Result<LogState, StoreError> {
    let head = crate::events::head(snapshot).await?;
    let after = "FROM events WHERE seq > (SELECT pruned_to FROM event_head WHERE id = 1)";
    Ok(LogState {
        head: head.seq,
        pruned_to: head.pruned_to,
        count: number(snapshot, &format!("SELECT COUNT(*) {after}")).await?,
        last: EventSeq(number(snapshot, &format!("SELECT COALESCE(MAX(seq), 0) {after}")).await?),
    })
}

/// What SQLite finds wrong with its file; PostgreSQL checks its pages by itself.
pub async fn file_problems(snapshot: &Snapshot) -> Result<Vec<String>, StoreError> {
    if snapshot_backend(snapshot) != Backend::Sqlite {
        return Ok(Vec::new());
    }
    let rows = snapshot.rows("PRAGMA integrity_check(100)", Vec::new()).await?;
    let mut problems = Vec::new();
    for row in &rows {
        let line = row.text(0)?;
        if line != "ok" {
            problems.push(line.to_owned());
        }
    }
    for row in snapshot.rows("PRAGMA foreign_key_check", Vec::new()).await? {
        problems.push(format!("a row of `{}` names a row that does not exist", row.text(0)?));
    }
    Ok(problems)
}

fn snapshot_backend(snapshot: &Snapshot) -> Backend {
    crate::transaction::Transaction::backend(snapshot)
}

async fn number(snapshot: &Snapshot, sql: &str) -> Result<i64, StoreError> {
    let rows = snapshot.rows(sql, Vec::new()).await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}
