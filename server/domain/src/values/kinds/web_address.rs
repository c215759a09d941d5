//! Web addresses: absolute ones of harmless schemes, and paths of this site.

use serde_json::Value;
use url::Url;

use super::{Problem, text};
use crate::errors::FieldErrorCode as Code;
use crate::schema::Field;

pub(super) fn read(field: &Field, value: &Value) -> Result<Value, Problem> {
    let address = text::content(field, value)?;
    if address.is_empty() || is_address(address) {
        Ok(Value::from(address))
    } else {
        let message = "must be an address with http, https, mailto or tel, or a path that begins with `/`";
        Err(Problem::new(Code::NotAUrl, message))
    }
}

fn is_address(address: &str) -> bool {
    // Browsers drop tabs and line ends inside addresses and read `\` as `/`: neither may stand here at all.
    if address.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') {
        return false;
    }
    if address.starts_with('/') {
        return !address.starts_with("//");
    }
    let Ok(url) = Url::parse(address) else { return false };
    match url.scheme() {
        "http" | "https" => {
            url.host_str().is_some()
                && address.get(url.scheme().len()..).is_some_and(|rest| rest.starts_with("://"))
        }
        "mailto" | "tel" => !url.path().is_empty(),
        _ => false,
    }
}
