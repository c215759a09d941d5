//! "Did you mean": the nearest known name for one that is not.

/// What templates may call beside what the engine brings.
const FUNCTIONS: [&str; 11] =
    ["asset", "entries", "entry", "head", "image", "menu", "picture", "range", "t", "throw", "url"];

/// All filters that templates may use.
const FILTERS: [&str; 42] = [
    "abs",
    "capitalize",
    "date",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "excerpt",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "inline_code",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "markdown",
    "newlines_to_br",
    "nth",
    "number",
    "pairs",
    "pluralize",
    "reading_time",
    "replace",
    "reverse",
    "round",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// A message in the engine's words, cut to what its author needs, and a hint. The engine names what is not there as
/// ``Unknown filter `x` `` or ``Field `x` is not defined. Available fields: a, b``.
pub(super) fn for_unknown(message: &str, templates: &[&str]) -> (String, Option<String>) {
    if let Some((sentence, known)) = message.split_once(". Available ") {
        let known: Vec<&str> = known.split_once(": ").map_or("", |(_, names)| names).split(", ").collect();
        let name = sentence.split('`').nth(1).unwrap_or_default();
        let hint = nearest(name, &known).map(|found| format!("did you mean `{found}`?"));
        return (sentence.to_owned(), hint.or_else(|| Some(format!("there are {}", known.join(", ")))));
    }
    (message.to_owned(), for_unknown_name(message, templates))
}

fn for_unknown_name(message: &str, templates: &[&str]) -> Option<String> {
    let (kind, name) = message.strip_prefix("Unknown ")?.split_once(" `")?;
    let name = name.trim_end_matches('`');
    let known = match kind {
        "filter" => FILTERS.as_slice(),
        "function" => FUNCTIONS.as_slice(),
        "template" => templates,
        _ => return None,
    };
    nearest(name, known).map(|found| format!("did you mean `{found}`?"))
}

pub(crate) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let (distance, found) = known.iter().map(|candidate| (distance(name, candidate), *candidate)).min()?;
    (distance <= name.chars().count() / 3 + 1).then_some(found)
}

/// Insertions, deletions and replacements between two words (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, letter) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (place, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[place + 1];
            row[place + 1] = replaced.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[right.len()]
}
