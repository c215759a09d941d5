//! The bounds of one render, and the output that keeps them.

use std::io;
use std::rc::Rc;
use std::time::Instant;

use super::call::Call;
use crate::RenderError;

/// What one render may use.
#[derive(Debug, Clone, Copy)]
pub struct RenderLimits {
    /// The render is abandoned after this moment. The caller sets it, because only the caller knows since when a
    /// reader waits.
    pub deadline: Instant,
    /// Bytes of HTML.
    pub output: usize,
    /// Calls of [`PageData`](super::PageData).
    pub queries: usize,
    /// Entries that those calls return, all together.
    pub rows: usize,
    /// Passes through loops, components and includes, and what is kept in variables; see `metering`.
    pub steps: usize,
}

impl RenderLimits {
    /// The usual limits: 4 MB, 50 queries, 2,000 rows, 4 million steps.
    pub fn until(deadline: Instant) -> Self {
        Self { deadline, output: 4 * 1024 * 1024, queries: 50, rows: 2_000, steps: 4_000_000 }
    }

    pub(super) fn expired(&self) -> bool {
        now() >= self.deadline
    }
}

/// The one place of this crate that reads a clock: a deadline cannot be kept without looking. It is the monotonic
/// clock, so nothing that is rendered can depend on it.
pub(super) fn now() -> Instant {
    Instant::now()
}

/// Collects a page, and stops it when it is too long or too late.
pub(super) struct BoundedOutput {
    bytes: Vec<u8>,
    writes: u32,
    call: Rc<Call>,
}

/// Templates write in tiny pieces; reading the clock for each would cost more than the page itself.
const WRITES_PER_LOOK_AT_THE_CLOCK: u32 = 32;

impl BoundedOutput {
    pub(super) fn new(call: Rc<Call>) -> Self {
        Self { bytes: Vec::with_capacity(16 * 1024), writes: 0, call }
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl io::Write for BoundedOutput {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let limit = self.call.limits.output;
        if self.bytes.len() + piece.len() > limit {
            self.call.stop(RenderError::OutputTooLarge { limit });
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.writes = self.writes.wrapping_add(1);
        if self.writes.is_multiple_of(WRITES_PER_LOOK_AT_THE_CLOCK) && self.call.limits.expired() {
            self.call.stop(RenderError::DeadlinePassed);
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
