//! What whoever operates the server sees of it.

mod log;
mod starts;
