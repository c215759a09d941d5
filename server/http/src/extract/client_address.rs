//! The address of the client, as the front found it.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use http::request::Parts;

use crate::errors::ApiError;
use crate::front::ClientIp;

/// The client's address behind trusted proxies.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        parts
            .extensions
            .get::<ClientIp>()
            .map(|client| Self(client.0))
            .ok_or_else(|| ApiError::Internal(anyhow::anyhow!("the front layer did not see this request")))
    }
}
