//! Refusals and failures as answers: one enum for every surface, and the envelope that each surface puts it in.
//!
//! A handler or extractor returns an [`ApiError`]; its answer carries the error along without a body. The front
//! layer presents it: Strapi's envelope on the content API, RFC 9457 problem JSON on the admin API, a page on the
//! site. No surface decides status codes.

mod api_error;
mod envelope;
mod of_app;
mod page;
mod problem;
mod strapi;

pub use api_error::ApiError;
pub(crate) use api_error::CarriedError;
pub(crate) use envelope::{log_failure, present};
