//! The session of this browser: sign in, who is signed in, sign out.

pub(super) mod confirm;
pub(super) mod show;
pub(super) mod sign_in;
pub(super) mod sign_out;
pub(crate) mod signed_in;
pub(super) mod wire;
