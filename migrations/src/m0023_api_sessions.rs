//! Sessions of front ends, whose secret is a bearer token of the content API and no cookie.

use crate::dialect::Dialect;
use crate::step::Step;

pub(crate) const STEP: Step = Step { name: "m0023_api_sessions", up, down };

fn up(_: Dialect) -> Vec<String> {
    vec!["ALTER TABLE sessions ADD COLUMN for_api BOOLEAN NOT NULL DEFAULT FALSE".to_owned()]
}

fn down(_: Dialect) -> Vec<String> {
    vec!["ALTER TABLE sessions DROP COLUMN for_api".to_owned()]
}
