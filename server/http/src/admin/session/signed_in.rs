//! The answer that hands out a session, and where the request for it came from.

use std::net::IpAddr;

use axum::response::{IntoResponse, Response};
use galley_app::sessions::{Lifetime, Origin, SignedIn};
use http::header::{SET_COOKIE, USER_AGENT};
use http::{HeaderMap, StatusCode};

use super::wire::SessionOut;
use crate::answers::Json;
use crate::errors::ApiError;
use crate::front::Scheme;
use crate::session_cookie::{CookieLifetime, set_cookie};

const MICROSECONDS: i64 = 1_000_000;

/// For the list of devices.
pub(crate) fn origin(address: IpAddr, headers: &HeaderMap) -> Origin {
    let user_agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Origin { address: address.to_string(), user_agent: user_agent.to_owned() }
}

pub(in crate::admin) fn answer(
    scheme: Scheme,
    status: StatusCode,
    opened: SignedIn,
) -> Result<Response, ApiError> {
    let SignedIn { user, secret, lifetime } = opened;
    let kept = match lifetime {
        Lifetime::Browser => CookieLifetime::Session,
        Lifetime::Remembered => {
            CookieLifetime::Seconds(u32::try_from(lifetime.absolute() / MICROSECONDS).unwrap_or(u32::MAX))
        }
    };
    let cookie = set_cookie(scheme, secret.reveal(), kept)
        .ok_or_else(|| ApiError::Internal(anyhow::anyhow!("a session secret does not fit into a cookie")))?;
    Ok((status, [(SET_COOKIE, cookie)], Json(SessionOut::of_user(user))).into_response())
}
