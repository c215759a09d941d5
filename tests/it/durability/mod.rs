//! What an acknowledged write survives, and what happens when many write at once.

mod kills;
mod versions;
