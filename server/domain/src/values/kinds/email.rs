//! E-mail addresses: one mailbox, one host, nothing that a mail header could misread.

use serde_json::Value;

use super::{Problem, text};
use crate::errors::FieldErrorCode as Code;
use crate::schema::Field;

pub(super) fn read(field: &Field, value: &Value) -> Result<Value, Problem> {
    let address = text::content(field, value)?;
    // An empty address is what a form sends for "none yet"; a publish that requires one still asks for it.
    if address.is_empty() || is_address(address) {
        Ok(Value::from(address))
    } else {
        Err(Problem::new(Code::NotAnEmail, "must be an e-mail address"))
    }
}

fn is_address(address: &str) -> bool {
    let Some((mailbox, host)) = address.rsplit_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"@".contains(c);
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    (1..=64).contains(&mailbox.len())
        && mailbox.chars().all(plain)
        && !mailbox.starts_with('.')
        && !mailbox.ends_with('.')
        && host.len() <= 253
        && host.contains('.')
        && host.split('.').all(label)
}
