//! Keeping what sources were rendered to.

use super::{Rendering, TABLE};
use crate::bulk::Rows;
use crate::error::StoreError;
use crate::transaction::connected::Connected;
use crate::unit_of_work::UnitOfWork;

const ROWS: Rows<4> = Rows { table: TABLE, columns: ["hash", "html", "toc", "excerpt"] };

/// Keeps those that are not there yet.
pub async fn keep(unit: &UnitOfWork, renderings: &[Rendering]) -> Result<(), StoreError> {
    // In one order, so that two who keep the same ones never wait for each other.
    let mut renderings: Vec<&Rendering> = renderings.iter().collect();
    renderings.sort_by_key(|rendering| rendering.hash);
    renderings.dedup_by_key(|rendering| rendering.hash);
    let rows = renderings.into_iter().map(|rendering| {
        [
            rendering.hash.to_vec().into(),
            rendering.html.as_str().into(),
            rendering.toc.as_str().into(),
            rendering.excerpt.as_str().into(),
        ]
    });
    ROWS.insert_free(unit.connection(), rows.collect()).await.map(drop)
}
