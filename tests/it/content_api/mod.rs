//! The content API: what may be asked, what is found, how it is written, and what a write does.

mod costs;
mod hidden;
mod openapi;
mod parameters;
pub(crate) mod planner;
mod reading;
mod sign_in;
mod singles;
mod uploads;
mod writing;
