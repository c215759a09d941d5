//! What handlers take from a request. Every refusal is an [`ApiError`](crate::errors::ApiError), so every refusal
//! comes in the envelope of its surface.
//!
//! The raw extractors of axum are banned by clippy; this is the one place that uses them.

mod body;
mod checked_json;
mod client_address;
mod idempotency_key;
mod if_match;
mod json_body;
mod path;
mod query;
mod shape;
mod upload_form;

pub use body::{BODY_IDLE, body_stream, read_body};
pub use client_address::ClientAddress;
pub use idempotency_key::IdempotencyKey;
pub use if_match::{IfMatch, RequiredIfMatch};
pub(crate) use json_body::objects_in_text;
pub use json_body::{JsonBody, MAX_JSON_BYTES};
pub use path::Path;
pub(crate) use path::parsed;
pub use query::{Query, RawQuery};
pub(crate) use shape::known;
pub use upload_form::{UploadForm, UploadPart};
