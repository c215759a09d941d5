//! Arrives in a moment.
