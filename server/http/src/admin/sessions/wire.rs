//! Devices on the wire.

use galley_app::sessions::{Lifetime, Session, SessionId, SessionUse};
use galley_domain::ids::UserId;
use galley_domain::text::instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::parsed;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct DevicePath {
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = String)]
    pub(super) id: UserId,
    #[serde(deserialize_with = "parsed")]
    #[param(value_type = String)]
    pub(super) session: SessionId,
}

/// A device that somebody is signed in on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeviceOut {
    /// Names the session; its secret cannot be found from it.
    id: String,
    /// `browser`, or `api` for a front end that signed the person in.
    used_as: &'static str,
    remembered: bool,
    address: String,
    user_agent: String,
    created_at: String,
    /// Exact to a minute.
    last_seen_at: String,
    /// When it ends unless it is used again.
    ends_at: String,
}

/// Devices, the one that signed in last first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DevicesOut {
    pub(super) items: Vec<DeviceOut>,
}

impl From<Session> for DeviceOut {
    fn from(session: Session) -> Self {
        let ends_at = instant::show(session.ends_at());
        let Session { id, user: _, lifetime, created_at, last_seen_at, address, user_agent, used_as } =
            session;
        Self {
            id: id.to_string(),
            used_as: match used_as {
                SessionUse::Cookie => "browser",
                SessionUse::Api => "api",
            },
            remembered: lifetime == Lifetime::Remembered,
            address,
            user_agent,
            created_at: instant::show(created_at),
            last_seen_at: instant::show(last_seen_at),
            ends_at,
        }
    }
}
