//! Redirects as a table with the columns `from`, `to` and `status`.

use galley_domain::routes::RedirectStatus;
use galley_domain::text::csv;

use super::input::RedirectInput;
use super::redirect::Redirect;
use crate::error::AppError;

const COLUMNS: [&str; 3] = ["from", "to", "status"];

/// One line of a table.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) from: String,
    /// The error says what is wrong with the line itself.
    pub(super) input: Result<RedirectInput, String>,
}

/// The lines below the names of the columns, which may be in any order; without `status` it is 301.
pub(super) fn read(text: &str) -> Result<Vec<Line>, AppError> {
    let rows = csv::read(text).map_err(|error| AppError::Input(error.to_string()))?;
    let mut rows = rows.into_iter();
    let names: Vec<String> = match rows.next() {
        Some(row) => row.fields.iter().map(|name| name.trim().to_lowercase()).collect(),
        None => Vec::new(),
    };
    let place = |name: &str| names.iter().position(|known| known == name);
    let is_known = names.iter().all(|name| COLUMNS.contains(&name.as_str()));
    let (Some(from), Some(to), true) = (place("from"), place("to"), is_known) else {
        let message = "the first line must name the columns: `from`, `to` and, if need be, `status`";
        return Err(AppError::Input(message.to_owned()));
    };
    let status = place("status");
    let line = |row: csv::Row| {
        let at =
            |place: usize| row.fields.get(place).map(|field| field.trim().to_owned()).unwrap_or_default();
        let input = if row.fields.len() == names.len() {
            read_status(&status.map(at).unwrap_or_default()).map(|status| RedirectInput {
                from: at(from),
                to: Some(at(to)).filter(|to| !to.is_empty()),
                status,
            })
        } else {
            Err(format!("has {} fields instead of {}", row.fields.len(), names.len()))
        };
        Line { number: row.line, from: at(from), input }
    };
    Ok(rows.map(line).collect())
}

fn read_status(text: &str) -> Result<RedirectStatus, String> {
    if text.is_empty() {
        return Ok(RedirectStatus::Moved);
    }
    let code = text.parse().ok().and_then(RedirectStatus::from_code);
    code.ok_or_else(|| "`status` must be 301, 302, 308 or 410".to_owned())
}

/// The table of these redirects. Paths and addresses begin with no character that a spreadsheet takes for a formula.
pub(super) fn write(redirects: &[Redirect]) -> String {
    let mut text = csv::write(&COLUMNS);
    for redirect in redirects {
        let status = redirect.status.code().to_string();
        text.push_str(&csv::write(&[&redirect.from, redirect.to.as_deref().unwrap_or_default(), &status]));
    }
    text
}
