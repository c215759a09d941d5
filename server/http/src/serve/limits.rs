//! How much a peer may hold open, and for how long.

use std::time::Duration;

/// After a failed accept, such as one without a free file descriptor.
pub(super) const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Most streams of one HTTP/2 connection.
pub(super) const MAX_STREAMS: u32 = 128;
/// How often an HTTP/2 peer is asked whether it is still there.
pub(super) const PING_INTERVAL: Duration = Duration::from_secs(30);

/// Limits of the accept loop; the defaults are what Galley ships with.
#[derive(Debug, Clone)]
pub struct ConnectionLimits {
    /// From the first byte of a request (or the opening of the connection) to the end of its header.
    pub header_read: Duration,
    /// Between the requests of one connection.
    pub idle: Duration,
    pub connections: usize,
    pub connections_per_address: usize,
    pub headers: usize,
    pub header_bytes: usize,
    /// How long requests under way may take once the server is told to stop.
    pub drain: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            header_read: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            connections: 10_000,
            connections_per_address: 1_000,
            headers: 100,
            header_bytes: 32 * 1024,
            drain: Duration::from_secs(30),
        }
    }
}
