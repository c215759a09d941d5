//! People who sign in: their accounts, roles and passwords.
//!
//! An account is never deleted, because events and revisions name it; it is suspended. Sessions are in
//! [`crate::sessions`].

mod change;
mod create;
mod fields;
mod find;
mod owners;
pub(crate) mod password;
mod set_password;
mod user;

pub use change::{UserPatch, suspend, update};
pub use create::{NewUser, create};
pub(crate) use create::{insert_planned, plan_user};
pub use find::{find, find_by_email, list};
pub use password::NewPassword;
pub use set_password::set_password;
pub use user::User;

pub(crate) use fields::email_key;
