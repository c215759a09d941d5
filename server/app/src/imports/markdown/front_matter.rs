//! The head of a Markdown file: where it ends and what it says, in TOML, YAML or JSON.

use serde_json::{Map, Value};

use crate::imports::Problem;

/// A file cut in two.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    pub(super) head: Map<String, Value>,
    /// The source of the head and the line it begins on, to say where a value stands.
    head_source: &'a str,
    head_line: usize,
    pub(super) body: &'a str,
}

impl Parts<'_> {
    /// The line on which a key of the head stands; the first line when it cannot be found.
    pub(super) fn line_of(&self, key: &str) -> usize {
        let stands_on = |line: &str| {
            let rest = line.trim_start().trim_start_matches(['"', '\'']).strip_prefix(key);
            rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with([':', '=']))
        };
        self.head_line + self.head_source.lines().position(stands_on).unwrap_or(0)
    }
}

/// Cuts a file. A file without front matter is all body.
pub(super) fn read(text: &str) -> Result<Parts<'_>, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.lines().next().map(str::trim_end) {
        Some("+++") => {
            let (source, body) = fenced(text, &["+++"])?;
            Ok(Parts { head: toml_head(source)?, head_source: source, head_line: 2, body })
        }
        Some("---") => {
            let (source, body) = fenced(text, &["---", "..."])?;
            Ok(Parts { head: yaml_head(source)?, head_source: source, head_line: 2, body })
        }
        _ if is_json(text) => json_parts(text),
        _ => Ok(Parts { head: Map::new(), head_source: "", head_line: 1, body: text }),
    }
}

/// What stands between the first line and the next line that is one of `ends`.
fn fenced<'a>(text: &'a str, ends: &[&str]) -> Result<(&'a str, &'a str), Problem> {
    let start = text.split_inclusive('\n').next().map_or(0, str::len);
    let mut end = start;
    for line in text.split_inclusive('\n').skip(1) {
        let after = end + line.len();
        if ends.contains(&line.trim_end())
            && let (Some(head), Some(body)) = (text.get(start..end), text.get(after..))
        {
            return Ok((head, body));
        }
        end = after;
    }
    let fence = ends.first().copied().unwrap_or_default();
    Err(Problem::at_line(1, format!("the front matter that `{fence}` begins here has no end")))
}

fn toml_head(source: &str) -> Result<Map<String, Value>, Problem> {
    let table: toml::Table = toml::from_str(source).map_err(|error| {
        let before = error.span().map_or(0, |span| span.start);
        let line = source.bytes().take(before).filter(|byte| *byte == b'\n').count() + 2;
        Problem::at_line(line, one_line(error.message()))
    })?;
    Ok(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect())
}

/// Dates and times become text, as YAML and JSON have them.
fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(flag) => Value::Bool(flag),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(items) => items.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect())
        }
    }
}

/// Aliases of aliases grow without bound, so there is one.
const TOO_COMPLEX: &str = "the front matter is too large when its aliases are written out";

fn yaml_head(source: &str) -> Result<Map<String, Value>, Problem> {
    // `title: No` and `title: On` are words, not truth values.
    let options = serde_saphyr::options! { strict_booleans: true, with_snippet: false };
    let value: Value = serde_saphyr::from_str_with_options(source, options).map_err(|error| {
        let line = error.location().and_then(|location| usize::try_from(location.line()).ok()).unwrap_or(0);
        // The parser counts from the fence, so its own mention of the place would contradict ours.
        let message = error.to_string();
        let message = message.split_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        // What it counts (nodes, aliases, events) is its own business.
        let message = if message.starts_with("budget breached") { TOO_COMPLEX } else { message };
        Problem::at_line(line + 1, one_line(message))
    })?;
    match value {
        Value::Object(head) => Ok(head),
        Value::Null => Ok(Map::new()),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(Problem::at_line(2, "the front matter is not a mapping of keys to values"))
        }
    }
}

/// Templates also begin with a brace, as `{% include %}` and `{{ title }}`.
fn is_json(text: &str) -> bool {
    text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']))
}

fn json_parts(text: &str) -> Result<Parts<'_>, Problem> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    let head = match values.next() {
        Some(Ok(head)) => head,
        Some(Err(error)) => return Err(Problem::at_line(error.line(), one_line(&error.to_string()))),
        None => Map::new(),
    };
    let (head_source, body) = text.split_at_checked(values.byte_offset()).unwrap_or((text, ""));
    Ok(Parts { head, head_source, head_line: 1, body })
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use serde_json::json;

    use super::*;

    fn check(text: &str, head: &Value, body: &str) {
        let parts = read(text).unwrap();
        assert_eq!(Value::Object(parts.head), *head, "{text}");
        assert_eq!(parts.body, body, "{text}");
    }

    #[test]
    fn three_syntaxes_say_the_same() {
        let head = json!({"title": "A", "date": "2020-01-02", "tags": ["x", "y"]});
        check("+++\ntitle = \"A\"\ndate = 2020-01-02\ntags = [\"x\", \"y\"]\n+++\nBody\n", &head, "Body\n");
        check("---\ntitle: A\ndate: 2020-01-02\ntags: [x, y]\n---\nBody\n", &head, "Body\n");
        check("---\r\ntitle: A\r\ndate: 2020-01-02\r\ntags:\r\n- x\r\n- y\r\n...\r\nBody\n", &head, "Body\n");
        let json = "{\n\"title\": \"A\", \"date\": \"2020-01-02\", \"tags\": [\"x\", \"y\"]\n}\nBody\n";
        check(json, &head, "\nBody\n");
    }

    #[test]
    fn a_file_without_front_matter_is_all_body() {
        for text in
            ["", "# Title\n", "{% include x %}\n", "{{ title }}", "text\n---\nmore\n", "----\n", "{not json"]
        {
            check(text, &json!({}), text);
        }
        check("\u{feff}---\ntitle: A\n---\n", &json!({"title": "A"}), "");
        check("---\n---\nBody", &json!({}), "Body");
    }

    #[test]
    fn yaml_keeps_words_and_times_as_text() {
        let text = "---\ntitle: No\ndraft: true\ndate: 2020-01-02 10:11:12 +0200\nx: 010\n---\n";
        let head = read(text).unwrap().head;
        assert_eq!(head["title"], "No");
        assert_eq!(head["draft"], true);
        assert_eq!(head["date"], "2020-01-02 10:11:12 +0200");
    }

    #[test]
    fn broken_front_matter_names_its_line() {
        for (text, line) in [
            ("+++\ntitle = \"A\"\n", 1),
            ("---\ntitle: A\n", 1),
            ("+++\ntitle = A\n+++\n", 2),
            ("+++\na = 1\nb = \n+++\n", 3),
            ("+++\na = 1\na = 2\n+++\n", 3),
            ("---\na: 1\na: 2\n---\n", 3),
            ("---\na: [1, 2\n---\n", 2),
            ("---\n- a\n---\n", 2),
            ("---\njust words\n---\n", 2),
            ("---\na: 1\n\tb: 2\n---\n", 2),
            ("{\"a\": 1,\n}\nBody", 2),
            ("{\"a\": 1", 1),
        ] {
            let problem = read(text).unwrap_err();
            assert_eq!(problem.line, Some(line), "{text}: {problem}");
            assert!(!problem.message.contains('\n'), "{problem}");
        }
    }

    #[test]
    fn nesting_and_aliases_are_bounded() {
        let deep = format!("---\na: {}{}\n---\n", "[".repeat(20_000), "]".repeat(20_000));
        let mut laughs = "---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
        for level in 1..12 {
            let previous = format!("*a{},", level - 1).repeat(10);
            writeln!(laughs, "a{level}: &a{level} [{previous}]").unwrap();
        }
        laughs.push_str("---\n");
        assert!(read(&laughs).unwrap_err().message.contains("aliases"), "{laughs}");
        let json = format!("{{\"a\": {}", "[".repeat(20_000));
        let toml = format!("+++\na = {}{}\n+++\n", "[".repeat(20_000), "]".repeat(20_000));
        for text in [deep, laughs, json, toml] {
            assert!(read(&text).is_err(), "{text:.20}");
        }
    }

    #[test]
    fn the_line_of_a_key_is_found() {
        let text = "---\ntitle: A\n\ndate: soon\n---\n";
        assert_eq!(read(text).unwrap().line_of("date"), 4);
        assert_eq!(read("{\n \"date\": 1\n}").unwrap().line_of("date"), 2);
        assert_eq!(read("+++\nx = 1\ndate = 2\n+++\n").unwrap().line_of("date"), 3);
    }
}
