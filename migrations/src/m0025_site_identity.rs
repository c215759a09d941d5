//! What tells a site from every other one, so that ids can be made of it that do not depend on where it is served.

use crate::dialect::Dialect;
use crate::step::Step;

pub(crate) const STEP: Step = Step { name: "m0025_site_identity", up, down };

fn up(dialect: Dialect) -> Vec<String> {
    let random = match dialect {
        Dialect::Sqlite => "lower(hex(randomblob(16)))",
        Dialect::Postgres => "replace(CAST(gen_random_uuid() AS TEXT), '-', '')",
    };
    vec![format!(
        "INSERT INTO settings (name, value, version, updated_at) VALUES ('identity', {random}, 1, 0)"
    )]
}

fn down(_: Dialect) -> Vec<String> {
    vec!["DELETE FROM settings WHERE name = 'identity'".to_owned()]
}
