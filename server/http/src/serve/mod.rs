//! The accept loop: from a listening socket to requests, with a limit on everything that a peer can hold open.
//!
//! `axum::serve` has no header timeout, so a peer that sends half a header would keep its connection for ever. Owns
//! connections and their end; what is answered is the router's business.

mod connection;
mod connection_slots;
mod farewell;
mod header_watch;
mod limits;
mod signals;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use limits::ConnectionLimits;
pub use signals::stop_on_signals;

use connection_slots::ConnectionSlots;

/// Accepts connections until `stop` is cancelled, then lets what is under way finish, for at most
/// [`ConnectionLimits::drain`].
pub async fn serve(listener: TcpListener, router: Router, limits: ConnectionLimits, stop: CancellationToken) {
    let slots = Arc::new(ConnectionSlots::new(&limits));
    let graceful = GracefulShutdown::new();
    let connections = TaskTracker::new();
    // Ends whatever is still open after the drain.
    let abort = CancellationToken::new();

    while let Some((stream, peer)) = next_connection(&listener, &stop).await {
        // Over the cap the connection is closed at once: whoever waits in a queue holds as much as one who is served.
        let Some(slot) = slots.take(peer.ip()) else { continue };
        let connection = connection::run(stream, peer, router.clone(), &limits, graceful.watcher());
        let abort = abort.clone();
        connections.spawn(async move {
            abort.run_until_cancelled(connection).await;
            drop(slot);
        });
    }
    drop(listener);
    connections.close();
    if tokio::time::timeout(limits.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("Connections were still open after {} s and are cut", limits.drain.as_secs());
    }
    abort.cancel();
    connections.wait().await;
}

async fn next_connection(
    listener: &TcpListener,
    stop: &CancellationToken,
) -> Option<(TcpStream, std::net::SocketAddr)> {
    loop {
        let accepted = stop.run_until_cancelled(listener.accept()).await?;
        match accepted {
            Ok(connection) => return Some(connection),
            Err(error) => {
                // Either that connection failed, or no file descriptor is free; a pause gives others time to close.
                tracing::warn!(error = %error, "A connection could not be accepted");
                stop.run_until_cancelled(tokio::time::sleep(limits::ACCEPT_PAUSE)).await?;
            }
        }
    }
}
