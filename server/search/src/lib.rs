//! The search index: schema, writer, and queries to hits. An empty room until search arrives.
//!
//! It will own tantivy, and it will never touch the database.
