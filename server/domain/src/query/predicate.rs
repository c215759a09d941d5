//! Evaluates predicates in memory.
