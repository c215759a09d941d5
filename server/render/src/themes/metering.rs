//! Makes what a template does countable: the engine counts nothing itself.
//!
//! A call is put into everything that can run again and again: loops, components, blocks and includes. Each call takes
//! steps from the budget of the render and looks at its deadline, so that no template runs for ever. What a template
//! keeps (`set`) passes a call that knows how large it is, and what is captured instead of written says so, because
//! the bound on the output does not see it. Lines stay where they are, so that mistakes are found in the author's file.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::ThemeError;
use super::pieces::{Piece, Token, pieces, tokens};

/// Takes steps. Its name and the others are refused in the source of a theme.
pub(crate) const STEP: &str = "galley_step";
/// Gives back the value that it is given, unless that is too large.
pub(crate) const HOLD: &str = "galley_hold";
/// Says that a capture begins or ends.
pub(crate) const CAPTURE: &str = "galley_capture";

const RESERVED: &str = "galley_";
/// Texts joined in one tag.
const MOST_JOINED: usize = 32;
/// The longest template in bytes; a tag is a part of it.
const MAX_SOURCE: usize = 256 * 1024;
/// So many bytes of text cost one step.
const BYTES_A_STEP: usize = 64;

/// What one pass of a template writes by itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    steps: usize,
    prints: usize,
}

/// The weights of all templates by name, for those that include them.
pub(super) type Weights = BTreeMap<String, Weight>;

pub(super) fn weight(source: &str) -> Weight {
    let mut weight = Weight { steps: 1, prints: 0 };
    let mut bytes = 0;
    for piece in pieces(source) {
        match piece {
            Piece::Text(text) | Piece::Raw(text) => bytes += text.len(),
            Piece::Print(_) => weight.prints += 1,
            Piece::Tag(_) | Piece::Comment(_) => {}
        }
    }
    weight.steps += bytes / BYTES_A_STEP;
    weight
}

/// The template as the engine gets it.
pub(super) fn metered(file: &str, source: &str, weights: &Weights) -> Result<String, ThemeError> {
    let at = |line, message: String| ThemeError::at(format!("templates/{file}"), line, message);
    if source.len() > MAX_SOURCE {
        return Err(at(1, format!("a template has at most {MAX_SOURCE} bytes, found {}", source.len())));
    }
    let own = weight(source);
    let mut changed = String::with_capacity(source.len() * 5 / 4);
    // The words and names of blocks of `set`, from the outermost.
    let mut sets: Vec<[&str; 2]> = Vec::new();
    let mut line = 1;
    for piece in pieces(source) {
        let text = match piece {
            Piece::Text(text) | Piece::Raw(text) | Piece::Comment(text) => {
                changed.push_str(text);
                text
            }
            Piece::Print(tag) => {
                allowed(tag).map_err(|message| at(line, message))?;
                changed.push_str(tag);
                tag
            }
            Piece::Tag(tag) => {
                allowed(tag).map_err(|message| at(line, message))?;
                add_tag(&mut changed, tag, &mut sets, own, weights);
                tag
            }
        };
        line += text.matches('\n').count();
    }
    Ok(changed)
}

/// What no tag may do.
fn allowed(tag: &str) -> Result<(), String> {
    let found = tokens(tag);
    let joined = found.iter().filter(|token| **token == Token::Symbol('~')).count();
    if joined > MOST_JOINED {
        return Err(format!("at most {MOST_JOINED} texts are joined in one tag"));
    }
    let reserved = found.iter().find_map(|token| match token {
        Token::Word(word) if word.starts_with(RESERVED) => Some(*word),
        _ => None,
    });
    reserved.map_or(Ok(()), |word| Err(format!("the name `{word}` is reserved")))
}

fn add_tag<'a>(
    changed: &mut String,
    tag: &'a str,
    sets: &mut Vec<[&'a str; 2]>,
    own: Weight,
    weights: &Weights,
) {
    let found: Vec<Token<'a>> =
        tokens(tag).into_iter().skip_while(|token| *token == Token::Symbol('-')).collect();
    match found.as_slice() {
        [Token::Word("for" | "block"), ..] => {
            changed.push_str(tag);
            after(changed, tag, &step(own, &[]));
        }
        [Token::Word("component"), arguments @ ..] => {
            changed.push_str(tag);
            after(changed, tag, &step(own, &names_of(arguments)));
        }
        [Token::Word("include"), Token::Quoted(name), ..] => {
            changed.push_str(tag);
            after(changed, tag, &step(weights.get(*name).copied().unwrap_or(own), &[]));
        }
        [Token::Word("set" | "set_global"), Token::Word(_), Token::Symbol('='), ..] => {
            changed.push_str(&held(tag));
        }
        [Token::Word(set @ ("set" | "set_global")), Token::Word(name), ..] => {
            sets.push([*set, *name]);
            changed.push_str(tag);
            after(changed, tag, &capture(own, 1));
        }
        [Token::Word("endset"), ..] => {
            before(changed, tag, &capture(own, -1));
            changed.push_str(tag);
            if let Some([set, name]) = sets.pop() {
                let dash = if tag.ends_with("-%}") { "-" } else { "" };
                // Writing to a string cannot fail.
                let _ = write!(changed, "{{% {set} {name} = {HOLD}(value={name}) {dash}%}}");
            }
        }
        [Token::Word("filter"), ..] | [Token::Symbol('<'), Token::Word(_), ..] => {
            changed.push_str(tag);
            after(changed, tag, &capture(own, 1));
        }
        [Token::Word("endfilter"), ..] | [Token::Symbol('<'), Token::Symbol('/'), ..] => {
            before(changed, tag, &capture(own, -1));
            changed.push_str(tag);
        }
        _ => changed.push_str(tag),
    }
}

/// `{% set a = b %}` with `b` inside a call.
fn held(tag: &str) -> String {
    let dash = if tag.ends_with("-%}") { "-" } else { "" };
    let end = tag.len() - dash.len() - 2;
    let (before, value) = tag.get(..end).and_then(|tag| tag.split_once('=')).unwrap_or((tag, ""));
    format!("{before}= {HOLD}(value=({value})) {dash}%}}")
}

fn step(weight: Weight, given: &[&str]) -> String {
    format!("{STEP}(cost={}, prints={}, given=[{}])", weight.steps, weight.prints, given.join(", "))
}

/// The parameters in the head of a component: the names behind `(` and `,`, but not what a default value holds.
fn names_of<'a>(head: &[Token<'a>]) -> Vec<&'a str> {
    let mut depth = 0_usize;
    let mut names = Vec::new();
    for pair in head.windows(2) {
        let [first, second] = pair else { continue };
        match first {
            Token::Symbol('(' | '[' | '{') => depth += 1,
            Token::Symbol(')' | ']' | '}') => depth = depth.saturating_sub(1),
            Token::Symbol(_) | Token::Word(_) | Token::Quoted(_) => {}
        }
        if let (Token::Symbol('(' | ','), Token::Word(name), 1) = (first, second, depth) {
            names.push(*name);
        }
    }
    names
}

fn capture(weight: Weight, by: i64) -> String {
    format!("{CAPTURE}(by={by}, prints={})", weight.prints)
}

/// A call after a tag that leaves the white space as it would be without it.
fn after(changed: &mut String, tag: &str, call: &str) {
    let dash = if tag.ends_with("-%}") { "-" } else { "" };
    let _ = write!(changed, "{{{{ {call} {dash}}}}}");
}

fn before(changed: &mut String, tag: &str, call: &str) {
    let dash = if tag.starts_with("{%-") { "-" } else { "" };
    let _ = write!(changed, "{{{{{dash} {call} }}}}");
}
