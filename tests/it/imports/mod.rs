//! Imports into a real database: every file answered for, and a second run that changes nothing.

mod hostile;
mod markdown;
mod sources;
