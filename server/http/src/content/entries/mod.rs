//! Entries of collections, one file per endpoint. `GET /api/{name}` also answers for singles, which share its form.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod list;
pub(super) mod show;
pub(super) mod update;
