//! Reading SQLite on the thread that asks.
//!
//! sqlx gives every SQLite connection a thread of its own; a statement of some microseconds then costs two changes of
//! thread, which is more than the statement. The answers of the content API are made of such statements, so they are
//! read here, without that. A statement that turns out to be long is stopped and runs again where blocking does no
//! harm. Only whole answers are read this way: writing, and reading for a write, stay with sea-orm.

mod readers;
mod reading;
mod statement;

pub(crate) use readers::DirectReaders;
pub(crate) use reading::DirectReading;
