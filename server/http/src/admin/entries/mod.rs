//! Entries of all types: list, show, and one file for each thing that can happen to one.

pub(super) mod add_locale;
pub(super) mod autosave;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod discard_draft;
pub(super) mod list;
pub(super) mod list_trash;
pub(super) mod publish;
pub(super) mod save;
pub(super) mod show;
pub(super) mod trash;
pub(super) mod unpublish;
pub(super) mod untrash;
pub(super) mod wire;

mod input;
pub(super) mod written;
