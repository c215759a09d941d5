//! Writes of entries: the body, the one way to repeat them safely, and their answer.

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use galley_app::Ctx;
use galley_app::context::{Presented, StoredAnswer};
use galley_app::entries::Written;
use galley_app::entries::save::SaveInput;
use galley_app::idempotency::Outcome;
use galley_domain::ids::DocumentId;
use galley_domain::patch::Patch;
use galley_domain::schema::ContentType;
use http::StatusCode;
use http::request::Parts;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::upload::file;
use crate::answers::{Location, WriteSeq, json_text};
use crate::authentication::WriteCaller;
use crate::entry_input::{self, PublishedAt};
use crate::errors::ApiError;
use crate::state::HttpState;

/// What Strapi's clients send.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryBody {
    data: Map<String, Value>,
}

impl EntryBody {
    /// The ids, times and authors of an entry are not among its fields, so whoever sends one is told so by its path;
    /// only the time of publication may be set, by those who publish.
    pub(super) fn into_input(self, ctx: &Ctx, content_type: &ContentType) -> Result<SaveInput, ApiError> {
        let mut data = self.data;
        let value = match data.shift_remove("publishedAt") {
            None => Patch::Absent,
            Some(Value::Null) => Patch::Null,
            Some(value) => Patch::Value(value),
        };
        let published_at = PublishedAt { name: "publishedAt", value };
        Ok(entry_input::save_input(ctx, content_type, data, published_at)?)
    }
}

/// Who writes.
#[derive(Debug)]
pub(super) struct ContentWrite(WriteCaller);

impl FromRequestParts<HttpState> for ContentWrite {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, ApiError> {
        WriteCaller::from_request_parts(parts, state).await.map(Self)
    }
}

impl ContentWrite {
    pub(super) const fn ctx(&self) -> &Ctx {
        self.0.ctx()
    }

    /// The answer that this request got before.
    pub(super) const fn answered(&self) -> Option<&StoredAnswer> {
        self.0.answered.as_ref()
    }

    /// The entry that this request wrote before; its answer is read anew.
    pub(super) fn written_before(&self) -> Option<DocumentId> {
        let Marker { document } = serde_json::from_str(&self.answered()?.presented.body).ok()?;
        Some(document)
    }

    /// The context of an action whose outcome will be answered with this status.
    pub(super) fn answering(self, status: StatusCode) -> Ctx {
        self.0.answering(status, |outcome| Presented { body: kept(outcome), location: place_of(outcome).0 })
    }
}

/// What is kept of a written entry: which one it was.
#[derive(Debug, Deserialize)]
struct Marker {
    #[serde(rename = "documentId")]
    document: DocumentId,
}

/// Populated answers cannot be made before the commit, so of an entry only its name is kept.
fn kept(outcome: Outcome<'_>) -> String {
    match outcome {
        Outcome::Entry(state) => json!({ "documentId": state.document, "locale": state.locale }).to_string(),
        Outcome::Asset(asset) => file::one(asset),
        Outcome::Assets(assets) => file::many(assets),
        Outcome::User(_)
        | Outcome::Token(_)
        | Outcome::Settings(_)
        | Outcome::Menu(_)
        | Outcome::PreviewLink(_)
        | Outcome::Model(_)
        | Outcome::Redirect(_)
        | Outcome::Nothing => String::new(),
    }
}

/// Where uploaded files can be found: one at its own address, several in their list.
pub(super) fn place_of(outcome: Outcome<'_>) -> Location {
    Location(match outcome {
        Outcome::Assets([only]) => Some(format!("/api/upload/files/{}", only.id)),
        Outcome::Assets(_) => Some("/api/upload/files".to_owned()),
        _ => None,
    })
}

/// A kept answer that is complete in itself.
pub(super) fn replay(answer: &StoredAnswer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    if status == StatusCode::NO_CONTENT {
        return status.into_response();
    }
    let Presented { body, location } = answer.presented.clone();
    // An upload that changed words about a file made nothing.
    let place = if status == StatusCode::CREATED { Location(location) } else { Location(None) };
    (status, place, json_text(body)).into_response()
}

/// The answer to a deletion.
pub(super) fn gone(written: &Written) -> Response {
    (StatusCode::NO_CONTENT, WriteSeq(written.seq), ()).into_response()
}
