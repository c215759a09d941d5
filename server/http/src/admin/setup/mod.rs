//! The first owner: whether one is waited for, and making one with the token that the first start printed.

pub(super) mod complete;
pub(super) mod show;
