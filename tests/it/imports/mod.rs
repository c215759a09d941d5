//! Imports into a real database: every file answered for, and a second run that changes nothing.

mod files;
mod hostile;
mod markdown;
mod redirects;
mod sources;
