//! Reading request bodies with a size limit and a limit on how long the sender may pause.

use std::io;
use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt};
use http::HeaderMap;
use http::header::CONTENT_LENGTH;

use crate::errors::ApiError;

/// Longest pause in a body.
pub const BODY_IDLE: Duration = Duration::from_secs(15);

/// The chunks of a body; a pause of more than `idle` is an error.
pub fn body_stream(body: Body, idle: Duration) -> impl Stream<Item = io::Result<Bytes>> + Send + Unpin {
    Box::pin(futures::stream::unfold(Some(body.into_data_stream()), move |chunks| async move {
        let mut chunks = chunks?;
        match tokio::time::timeout(idle, chunks.next()).await {
            Ok(None) => None,
            Ok(Some(Ok(chunk))) => Some((Ok(chunk), Some(chunks))),
            Ok(Some(Err(error))) => Some((Err(io::Error::other(error)), None)),
            Err(_elapsed) => Some((Err(io::ErrorKind::TimedOut.into()), None)),
        }
    }))
}

/// The whole body, of at most `limit` bytes. A length that is declared too large is refused before anything is read.
pub async fn read_body(headers: &HeaderMap, body: Body, limit: u64) -> Result<Bytes, ApiError> {
    let too_large = || ApiError::TooLarge { limit };
    let declared = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|declared| declared > limit) {
        return Err(too_large());
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut chunks = body_stream(body, BODY_IDLE);
    let mut whole = BytesMut::new();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| refuse_broken(&error))?;
        if whole.len() + chunk.len() > limit {
            return Err(too_large());
        }
        // Most bodies come in one piece, which then is not copied.
        if whole.is_empty() {
            whole = chunk.into();
        } else {
            whole.extend_from_slice(&chunk);
        }
    }
    Ok(whole.freeze())
}

fn refuse_broken(error: &io::Error) -> ApiError {
    if error.kind() == io::ErrorKind::TimedOut {
        ApiError::Timeout
    } else {
        tracing::debug!(error = %error, "A request body ended early");
        ApiError::malformed("the body ended early")
    }
}
