//! The schema of the database: one file per noun, for every database, up and down.
//!
//! Owns table, column and index definitions, and that two servers which start at once do not migrate twice. It uses
//! identifiers of its own, so that old migrations stay what they were when entities change.
//!
//! All times are microseconds UTC. Whoever made or changed a row is a number: users above 0, tokens below, 0 the
//! system, none for nobody in particular. Keys compare as bytes. Names avoid the reserved words of every database.

mod dialect;
mod migrate;
mod step;
#[cfg(test)]
mod tests;

mod m0001_content_types;
mod m0002_documents;
mod m0003_entries;
mod m0004_field_values;
mod m0005_links;
mod m0006_unique_values;
mod m0007_routes;
mod m0008_revisions;
mod m0009_events;
mod m0010_users;
mod m0011_sessions;
mod m0012_tokens;
mod m0013_assets;
mod m0014_imports;
mod m0015_idempotency_keys;
mod m0016_settings;
mod m0017_import_sources;
mod m0018_rendered;
mod m0019_projection_cursors;
mod m0020_menus;
mod m0021_preview_links;
mod m0022_redirects;
mod m0023_api_sessions;
mod m0024_rendered_by_hash;
mod m0025_site_identity;
mod m0026_unnamed_files;

pub use migrate::{MigrationError, MigrationState, down, status, up};
pub use sea_orm_migration::MigratorTrait;

use sea_orm_migration::MigrationTrait;
use step::Step;

/// All migrations, oldest first.
const STEPS: &[Step] = &[
    m0001_content_types::STEP,
    m0002_documents::STEP,
    m0003_entries::STEP,
    m0004_field_values::STEP,
    m0005_links::STEP,
    m0006_unique_values::STEP,
    m0007_routes::STEP,
    m0008_revisions::STEP,
    m0009_events::STEP,
    m0010_users::STEP,
    m0011_sessions::STEP,
    m0012_tokens::STEP,
    m0013_assets::STEP,
    m0014_imports::STEP,
    m0015_idempotency_keys::STEP,
    m0016_settings::STEP,
    m0017_import_sources::STEP,
    m0018_rendered::STEP,
    m0019_projection_cursors::STEP,
    m0020_menus::STEP,
    m0021_preview_links::STEP,
    m0022_redirects::STEP,
    m0023_api_sessions::STEP,
    m0024_rendered_by_hash::STEP,
    m0025_site_identity::STEP,
    m0026_unnamed_files::STEP,
];

#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        STEPS.iter().map(|step| Box::new(*step) as Box<dyn MigrationTrait>).collect()
    }
}
