//! The only place that makes random ids and secrets.

use galley_domain::ids::DocumentId;
use rand::Rng as _;
use uuid::Uuid;

/// A new document id: a version 7 UUID, so that ids sort by the time of their making.
///
/// `now` is microseconds UTC; the rest is random.
pub fn new_document_id(now: i64) -> DocumentId {
    let seconds = u64::try_from(now.div_euclid(1_000_000)).unwrap_or(0);
    let nanoseconds = u32::try_from(now.rem_euclid(1_000_000) * 1_000).unwrap_or(0);
    let timestamp = uuid::Timestamp::from_unix_time(seconds, nanoseconds, 0, 0);
    DocumentId::from_uuid(Uuid::new_v7(timestamp))
}

/// 256 random bits from the operating system's generator.
#[expect(clippy::disallowed_methods, reason = "this is the one place that draws random numbers")]
pub fn new_secret() -> [u8; 32] {
    let mut secret = [0; 32];
    rand::rng().fill_bytes(&mut secret);
    secret
}
