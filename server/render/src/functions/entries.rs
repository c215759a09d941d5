//! Functions that ask the site: `entries`, `entry`, `url`.

use galley_domain::ids::DocumentId;
use tera::{Kwargs, Map, State, TeraResult, Value};

use crate::themes::{Condition, ListRequest, current_call};

const DEFAULT_LIMIT: usize = 10;
const MAX_LIMIT: usize = 100;

/// `entries(type="post", where={"featured": true}, sort="published_at:desc", limit=5)`: a list of cards.
pub(super) fn entries(arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let limit = arguments.get::<usize>("limit")?.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        return Err(tera::Error::message(format!("`limit` must be 1 to {MAX_LIMIT}, found {limit}")));
    }
    let request = ListRequest {
        content_type: arguments.must_get::<&str>("type")?.to_owned(),
        conditions: arguments.get::<&Map>("where")?.map(conditions).transpose()?.unwrap_or_default(),
        sort: arguments.get::<&str>("sort")?.map(str::to_owned),
        limit,
    };
    let call = current_call()?;
    let cards = call.query(|data| data.list(&request))?;
    call.count_rows(cards.len())?;
    Value::try_from_serializable(&cards)
}

/// `entry(type="page", slug="about")`: one card, or nothing.
pub(super) fn entry(arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let content_type = arguments.must_get::<&str>("type")?;
    let slug = arguments.must_get::<&str>("slug")?;
    let call = current_call()?;
    let card = call.query(|data| data.entry(content_type, slug))?;
    call.count_rows(card.iter().len())?;
    Value::try_from_serializable(&card)
}

/// `url(document="01j9…")`: the current path of a document, or nothing.
pub(super) fn url(arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let document: DocumentId =
        arguments.must_get::<&str>("document")?.parse().map_err(tera::Error::message)?;
    let path = current_call()?.query(|data| data.url(document))?;
    Ok(path.into())
}

fn conditions(wanted: &Map) -> TeraResult<Vec<Condition>> {
    wanted
        .iter()
        .map(|(key, value)| {
            let field =
                key.as_str().ok_or_else(|| tera::Error::message("a field in `where` is a text"))?.to_owned();
            let value = serde_json::to_value(value).map_err(tera::Error::message)?;
            Ok(Condition { field, value })
        })
        .collect()
}
