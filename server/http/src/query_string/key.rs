//! The name of a parameter, split at its brackets.

const MAX_DEPTH: usize = 20;

/// `a[b][0][]` as `["a", "b", "0", ""]`. The error says what is wrong, to follow the parameter's name.
pub(super) fn segments(key: &str) -> Result<Vec<&str>, String> {
    let (root, mut rest) = key.split_at(key.find('[').unwrap_or(key.len()));
    if root.contains(']') {
        return Err("has unbalanced brackets".to_owned());
    }
    if root.is_empty() {
        return Err("has no name".to_owned());
    }
    let mut segments = vec![root];
    while !rest.is_empty() {
        let Some(after) = rest.strip_prefix('[') else {
            return Err("has text between its brackets".to_owned());
        };
        let Some((segment, after)) = after.split_once(']').filter(|(segment, _)| !segment.contains('['))
        else {
            return Err("has unbalanced brackets".to_owned());
        };
        if segment.is_empty() && !after.is_empty() {
            return Err("has `[]` before its end".to_owned());
        }
        segments.push(segment);
        if segments.len() > MAX_DEPTH {
            return Err(format!("is nested more than {MAX_DEPTH} deep"));
        }
        rest = after;
    }
    // It means nothing here, but no client has a use for it and every attacker of JavaScript servers tries it.
    if segments.contains(&"__proto__") {
        return Err("contains the name `__proto__`".to_owned());
    }
    Ok(segments)
}
