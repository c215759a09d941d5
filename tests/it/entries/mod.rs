//! What happens to an entry, action by action, on every database.

mod batches;
mod drafts;
mod inputs;
mod locales;
mod publishing;
mod rights;
mod routes;
mod sessions;
mod trash;
mod tree_moves;
mod trees;

use galley_app::Ctx;
use galley_app::entries::save::{self, SaveInput};
use galley_app::entries::{EntryState, Written, publish};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::schema::TypeName;
use serde_json::{Map, Value};

/// The input of a save, from a JSON object.
pub(crate) fn input(data: Value) -> SaveInput {
    SaveInput { data: object(data), ..SaveInput::default() }
}

pub(crate) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("not an object: {other}"),
    }
}

pub(crate) fn post() -> TypeName {
    "post".parse().expect("a type name")
}

pub(crate) async fn create(ctx: &Ctx, content_type: &str, data: Value) -> Written {
    let name = content_type.parse().expect("a type name");
    save::create(ctx, &name, &Locale::none(), &input(data)).await.expect("the draft is created")
}

pub(crate) async fn create_published(ctx: &Ctx, content_type: &str, data: Value) -> EntryState {
    let name = content_type.parse().expect("a type name");
    let written = publish::create_published(ctx, &name, &Locale::none(), &input(data)).await;
    written.expect("the entry is published").state
}

pub(crate) async fn state(ctx: &Ctx, document: DocumentId) -> EntryState {
    galley_app::entries::state::get(ctx, document, &Locale::none()).await.expect("the entry is there")
}
