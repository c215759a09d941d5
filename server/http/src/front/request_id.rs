//! Names for requests, so that an answer and a log line can be brought together.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use http::HeaderValue;

/// The id of one request: the id of this process's start and a running number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn header_value(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.0).ok()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Gives out [`RequestId`]s. An id that a client sends is not taken: it would be repeated into logs.
#[derive(Debug)]
pub(crate) struct RequestIds {
    boot: String,
    next: AtomicU64,
}

impl RequestIds {
    pub(crate) fn new(boot: &str) -> Self {
        Self { boot: boot.to_owned(), next: AtomicU64::new(1) }
    }

    pub(crate) fn next(&self) -> RequestId {
        RequestId(format!("{}-{:x}", self.boot, self.next.fetch_add(1, Ordering::Relaxed)))
    }
}
