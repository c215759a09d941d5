//! Web addresses: absolute ones of harmless schemes, and paths of this site.

use serde_json::Value;

use super::{Problem, text};
use crate::errors::FieldErrorCode as Code;
use crate::schema::Field;
use crate::text::web_address::is_link;

pub(super) fn read(field: &Field, value: &Value) -> Result<Value, Problem> {
    let address = text::content(field, value)?;
    if address.is_empty() || is_link(address) {
        Ok(Value::from(address))
    } else {
        let message = "must be an address with http, https, mailto or tel, or a path that begins with `/`";
        Err(Problem::new(Code::NotAUrl, message))
    }
}
