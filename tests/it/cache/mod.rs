//! Kept answers: that they are what a fresh one would be, and that they stay for as long as they are.

mod background;
mod changes;
mod concurrency;
mod exact;
mod outage;
mod precision;
mod transport;
mod world;
