//! Tables as text (RFC 4180): fields with commas between them, in quotes where they need them.
//!
//! What the columns mean is the caller's business.

/// One row and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From 1.
    pub line: usize,
    pub fields: Vec<String>,
}

/// A text that is no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct CsvError {
    pub line: usize,
    pub problem: &'static str,
}

/// The rows of a table; empty lines are none.
pub fn read(text: &str) -> Result<Vec<Row>, CsvError> {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut rows, mut line) = (Vec::new(), 1);
    while !rest.is_empty() {
        let (row, after) = row(rest, line)?;
        line += rest.get(..rest.len() - after.len()).unwrap_or_default().matches('\n').count();
        if row.fields != [""] {
            rows.push(row);
        }
        rest = after;
    }
    Ok(rows)
}

/// A row, with the end of its line.
pub fn write(fields: &[&str]) -> String {
    let quoted = |field: &&str| {
        if field.contains([',', '"', '\r', '\n']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            (*field).to_owned()
        }
    };
    format!("{}\r\n", fields.iter().map(quoted).collect::<Vec<_>>().join(","))
}

/// The first row and what comes after it.
fn row(text: &str, line: usize) -> Result<(Row, &str), CsvError> {
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        let (field, after) = field(rest).map_err(|problem| CsvError { line, problem })?;
        fields.push(field);
        if let Some(next) = after.strip_prefix(',') {
            rest = next;
            continue;
        }
        let end = after.strip_prefix('\r').unwrap_or(after);
        return match end.strip_prefix('\n') {
            Some(next) => Ok((Row { line, fields }, next)),
            None if end.is_empty() => Ok((Row { line, fields }, end)),
            None => Err(CsvError { line, problem: "after a field comes a comma or the end of the line" }),
        };
    }
}

/// The first field and what comes after it.
fn field(text: &str) -> Result<(String, &str), &'static str> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find([',', '\r', '\n']).unwrap_or(text.len());
        let (field, after) = text.split_at_checked(end).unwrap_or((text, ""));
        let problem = "a field with a quote in it stands in quotes, and the quote twice";
        return if field.contains('"') { Err(problem) } else { Ok((field.to_owned(), after)) };
    };
    let mut field = String::new();
    loop {
        let (before, after) = rest.split_once('"').ok_or("a quote is not closed")?;
        field.push_str(before);
        match after.strip_prefix('"') {
            Some(next) => {
                field.push('"');
                rest = next;
            }
            None => return Ok((field, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        read(text).unwrap().into_iter().map(|row| (row.line, row.fields)).collect()
    }

    #[test]
    fn fields_may_hold_anything() {
        let text = "\u{feff}from,to\r\n/a,\"/b,\"\"c\"\"\"\n\n\"two\nlines\",\n,last";
        let expected = [
            (1, vec!["from", "to"]),
            (2, vec!["/a", "/b,\"c\""]),
            (4, vec!["two\nlines", ""]),
            (6, vec!["", "last"]),
        ];
        let expected = expected.map(|(line, fields)| (line, fields.into_iter().map(str::to_owned).collect()));
        assert_eq!(rows(text), expected);
        assert_eq!(rows(""), []);
    }

    #[test]
    fn what_is_written_is_read_back() {
        let fields = ["/a", "", "a,b", "say \"x\"", "two\r\nlines", "tête"];
        let text = format!("{}{}", write(&fields), write(&["b"]));
        assert_eq!(rows(&text), [(1, fields.map(str::to_owned).to_vec()), (3, vec!["b".to_owned()])]);
    }

    #[test]
    fn what_is_no_table_is_named_by_its_line() {
        for (text, line) in [("a,b\n\"c", 2), ("a\"b", 1), ("\"a\"b", 1), ("a\n\nb\rc", 3)] {
            assert_eq!(read(text).unwrap_err().line, line, "{text:?}");
        }
    }
}
