//! The front: one layer around the whole router that every request and answer passes.
//!
//! Going in it names the request, finds the client's address and refuses what no handler should see: unknown hosts,
//! unknown spellings of a path, cross-origin writes. Coming out it presents errors, and writes the cache, security
//! and CORS headers. It is one layer and not ten, because a cached answer costs less than ten layers do.

mod client_address;
mod cors;
mod cross_origin;
mod front_layer;
mod hosts;
mod path_spelling;
mod request_id;
mod security_headers;
mod surface;
#[cfg(test)]
mod tests;

pub use client_address::{AddressRange, AddressRangeError, PeerAddress};
pub(crate) use client_address::{ClientIp, limit_key};
pub use front_layer::{Front, FrontSettings};
pub(crate) use front_layer::{pass, run};
pub use hosts::{AcceptedHosts, Origin, OriginError, Scheme};
pub use request_id::RequestId;
pub(crate) use security_headers::SITE_POLICY;
pub use surface::Surface;
