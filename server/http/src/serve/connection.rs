//! One connection: HTTP/1.1 or HTTP/2 without TLS, from its first byte to its end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use futures::FutureExt;
use http::{Request, Version};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::Watcher;
use tokio::net::TcpStream;
use tower::ServiceExt;

use super::ConnectionLimits;
use super::farewell::WatchedBody;
use super::header_watch::{HeaderWatch, Phase};
use super::limits::{MAX_STREAMS, PING_INTERVAL};
use crate::front::PeerAddress;

/// Serves a connection until either side ends it. Errors are the peer's doing (resets, timeouts, broken syntax), of
/// which nobody needs to hear.
pub(super) fn run(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: &ConnectionLimits,
    watcher: Watcher,
) -> impl Future<Output = ()> + use<> {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error = %error, "TCP_NODELAY could not be set");
    }
    let phase = Phase::default();
    let service = ConnectionService { router, peer: PeerAddress(peer), phase: phase.clone() };
    let stream = TokioIo::new(HeaderWatch::new(stream, phase, limits.header_read));
    let connection = protocol(limits).serve_connection(stream, service).into_owned();
    watcher.watch(connection).map(|ended| {
        if let Err(error) = ended {
            tracing::trace!(error = %error, "A connection ended early");
        }
    })
}

fn protocol(limits: &ConnectionLimits) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.idle)
        .max_headers(limits.headers)
        // The request line shares the buffer with the headers.
        .max_buf_size(limits.header_bytes + 8 * 1024);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(MAX_STREAMS)
        .max_header_list_size(u32::try_from(limits.header_bytes).unwrap_or(u32::MAX))
        .keep_alive_interval(PING_INTERVAL)
        .keep_alive_timeout(limits.header_read);
    builder
}

/// Hands requests to the router, with the peer's address, and tells the stream when one is under way.
struct ConnectionService {
    router: Router,
    peer: PeerAddress,
    phase: Phase,
}

impl hyper::service::Service<Request<Incoming>> for ConnectionService {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let phase = self.phase.clone();
        let is_multiplexed = request.version() == Version::HTTP_2;
        let mut request = if is_multiplexed {
            request.map(Body::new)
        } else {
            request.map(|body| WatchedBody::wrap(body, phase.clone()))
        };
        request.extensions_mut().insert(self.peer);
        if is_multiplexed {
            phase.multiplexed();
        } else {
            phase.serving();
        }
        let answer = self.router.clone().oneshot(request);
        Box::pin(async move {
            let answer = answer.await;
            if !is_multiplexed {
                phase.waiting();
            }
            answer
        })
    }
}
