//! What must hold for every route, today's and tomorrow's: who may call it, and what it does with bad input.

mod bad_input;
mod browsers;
mod credentials;
mod hidden_fields;
mod routes;
mod smuggling;
