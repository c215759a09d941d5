//! The end of a connection whose last request was answered before its body was read.
//!
//! A socket that is closed over unread bytes resets the connection, and the peer's system then throws away the answer
//! that it has not read yet. So the rest is read and dropped for a while: a client that still writes comes to read
//! what was refused.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::time::Sleep;

use super::header_watch::Phase;

/// Longest rest that is read; who sends more than that is cut off.
const MOST_BYTES: usize = 8 * 1024 * 1024;
const LONGEST: Duration = Duration::from_secs(2);
const CHUNK: usize = 16 * 1024;

/// What is still done after the last byte was sent.
#[derive(Debug, Default)]
pub(super) struct Farewell {
    read: usize,
    deadline: Option<Pin<Box<Sleep>>>,
}

impl Farewell {
    /// Ready when the peer has ended, or has had its time.
    pub(super) fn poll(
        &mut self,
        mut stream: Pin<&mut (impl AsyncRead + ?Sized)>,
        context: &mut Context<'_>,
    ) -> Poll<()> {
        let deadline = self.deadline.get_or_insert_with(|| Box::pin(tokio::time::sleep(LONGEST)));
        let has_ended = deadline.as_mut().poll(context).is_ready();
        let mut chunk = [0; CHUNK];
        while !has_ended && self.read < MOST_BYTES {
            let mut buffer = ReadBuf::new(&mut chunk);
            let outcome = ready!(stream.as_mut().poll_read(context, &mut buffer));
            if outcome.is_err() || buffer.filled().is_empty() {
                break;
            }
            self.read += buffer.filled().len();
        }
        Poll::Ready(())
    }
}

/// A request's body that tells the connection whether it was read to its end.
pub(super) struct WatchedBody<B> {
    body: B,
    phase: Phase,
}

impl<B> WatchedBody<B>
where
    B: HttpBody<Data = Bytes, Error: Into<axum::BoxError>> + Send + Unpin + 'static,
{
    pub(super) fn wrap(body: B, phase: Phase) -> Body {
        let is_there = !body.is_end_stream();
        phase.set_body_left(is_there);
        if is_there { Body::new(Self { body, phase }) } else { Body::new(body) }
    }
}

impl<B: HttpBody + Unpin> HttpBody for WatchedBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() || self.body.is_end_stream() {
            self.phase.set_body_left(false);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
