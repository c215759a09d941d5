//! The extractor of every write of this API: it answers a repeated request itself, with the answer of the first time.

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use galley_app::Ctx;
use galley_app::context::{Presented, StoredAnswer};
use galley_domain::ids::EntryVersion;
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;

use super::{answer_body, location};
use crate::answers::{Location, VersionTag, json_text};
use crate::authentication::WriteCaller;
use crate::state::HttpState;

const REPLAYED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("idempotent-replayed"), HeaderValue::from_static("true"));

/// Who writes. A handler with this parameter runs once for each `Idempotency-Key`.
#[derive(Debug)]
pub(crate) struct AdminWrite(WriteCaller);

impl FromRequestParts<HttpState> for AdminWrite {
    /// A refusal, or the answer that this request got before.
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Response> {
        match WriteCaller::from_request_parts(parts, state).await {
            Err(error) => Err(error.into_response()),
            Ok(caller) => match &caller.answered {
                Some(answer) => Err(replay(answer)),
                None => Ok(Self(caller)),
            },
        }
    }
}

impl AdminWrite {
    /// The context of an action whose outcome will be answered with this status.
    pub(crate) fn answering(self, status: StatusCode) -> Ctx {
        let (actor, model) = (self.0.ctx().actor.clone(), self.0.ctx().model());
        self.0.answering(status, move |outcome| Presented {
            body: answer_body::text(&model, &actor, outcome),
            location: if status == StatusCode::CREATED { location::of(outcome).0 } else { None },
        })
    }
}

/// Bodies that are the lock token's home carry it as `version`; the header says the same.
#[derive(Deserialize)]
struct Versioned {
    version: EntryVersion,
}

fn replay(answer: &StoredAnswer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let Presented { body, location } = &answer.presented;
    if body.is_empty() || status == StatusCode::NO_CONTENT {
        return (status, [REPLAYED]).into_response();
    }
    let version = serde_json::from_str::<Versioned>(body).ok();
    let answer = (status, Location(location.clone()), [REPLAYED], json_text(body.clone()));
    match version {
        Some(Versioned { version }) => (VersionTag(version), answer).into_response(),
        None => answer.into_response(),
    }
}
