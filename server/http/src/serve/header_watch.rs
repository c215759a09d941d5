//! A stream that gives up on a peer who begins a request header and does not finish it.
//!
//! hyper's own header timeout also runs while a connection waits for its next request, so it has to be as long as
//! the idle limit; and while the protocol is being detected nothing runs at all. This one starts with the first byte
//! (or with the connection) and ends when the request reaches the service.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

use super::farewell::Farewell;

/// What a connection is doing, told by its service and read by its stream.
#[derive(Debug, Clone, Default)]
pub(super) struct Phase(Arc<Flags>);

#[derive(Debug, Default)]
struct Flags {
    phase: AtomicU8,
    /// A request has reached the service since the stream last looked.
    header_ended: AtomicBool,
    /// The body of the last request was not read to its end.
    body_left: AtomicBool,
}

const WAITING: u8 = 0;
const SERVING: u8 = 1;
/// HTTP/2: many requests at once, and frames that belong to none.
const MULTIPLEXED: u8 = 2;

impl Phase {
    pub(super) fn serving(&self) {
        self.enter(SERVING);
    }

    pub(super) fn multiplexed(&self) {
        self.enter(MULTIPLEXED);
    }

    pub(super) fn waiting(&self) {
        self.0.phase.store(WAITING, Ordering::Relaxed);
    }

    pub(super) fn set_body_left(&self, is_left: bool) {
        self.0.body_left.store(is_left, Ordering::Relaxed);
    }

    fn is_body_left(&self) -> bool {
        self.0.body_left.load(Ordering::Relaxed)
    }

    fn enter(&self, phase: u8) {
        self.0.phase.store(phase, Ordering::Relaxed);
        self.0.header_ended.store(true, Ordering::Relaxed);
    }

    fn is_waiting(&self) -> bool {
        self.0.phase.load(Ordering::Relaxed) == WAITING
    }

    fn take_header_ended(&self) -> bool {
        self.0.header_ended.swap(false, Ordering::Relaxed)
    }
}

pub(super) struct HeaderWatch {
    stream: TcpStream,
    phase: Phase,
    limit: Duration,
    /// When the header that is being read began.
    begun: Option<Instant>,
    /// Made when the peer lets us wait, which most do not.
    deadline: Option<Pin<Box<Sleep>>>,
    farewell: Farewell,
}

impl HeaderWatch {
    pub(super) fn new(stream: TcpStream, phase: Phase, limit: Duration) -> Self {
        // A peer that connects and says nothing is no different from one that says half a header.
        Self {
            stream,
            phase,
            limit,
            begun: Some(Instant::now()),
            deadline: None,
            farewell: Farewell::default(),
        }
    }
}

impl AsyncRead for HeaderWatch {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.phase.take_header_ended() {
            this.begun = None;
            this.deadline = None;
        }
        if let Poll::Ready(read) = Pin::new(&mut this.stream).poll_read(context, buffer) {
            if this.begun.is_none() && this.phase.is_waiting() {
                this.begun = Some(Instant::now());
            }
            return Poll::Ready(read);
        }
        let Some(begun) = this.begun.filter(|_| this.phase.is_waiting()) else { return Poll::Pending };
        let end = begun + this.limit;
        let deadline = this.deadline.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(end)));
        ready!(deadline.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncWrite for HeaderWatch {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        ready!(Pin::new(&mut this.stream).poll_shutdown(context))?;
        if this.phase.is_body_left() {
            ready!(this.farewell.poll(Pin::new(&mut this.stream), context));
        }
        Poll::Ready(Ok(()))
    }
}
