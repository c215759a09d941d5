//! Levels of headings in a page that has a title above the text.
//!
//! The title of the entry is the only heading of the first level, so the highest level of a text is shown as the
//! second, and no heading is more than one level below the one it stands under. It looks at the HTML, because a
//! heading may have been written as HTML too.

use std::collections::HashMap;

use super::TocItem;
use super::tags::{Piece, attributes, pieces};

/// The level below the title of the page.
const FIRST: u8 = 2;
const LAST: u8 = 6;

/// The same well-nested HTML with fitted levels; the table of contents follows.
pub(super) fn fitted(html: String, toc: &mut [TocItem]) -> String {
    let Some(highest) = levels(&html).min() else { return html };
    let mut outline = Outline { highest, above: Vec::new() };
    let mut open: Vec<u8> = Vec::new();
    let mut by_anchor: HashMap<&str, u8> = HashMap::new();
    let mut fitted = String::with_capacity(html.len());
    let mut copied = 0;
    let mut rest = pieces(&html);
    while let Some(piece) = rest.next() {
        let end = html.len() - rest.left();
        let (shown, digit) = match piece {
            Piece::Start { name, attributes: raw } => {
                let Some(written) = level(name) else { continue };
                let shown = outline.shown(written);
                open.push(shown);
                if let Some((_, anchor)) = attributes(raw).find(|(name, _)| *name == "id") {
                    by_anchor.entry(anchor).or_insert(shown);
                }
                // The level is the last letter of the name, which is followed by the attributes and `>`.
                (shown, end - ">".len() - raw.len() - "1".len())
            }
            Piece::End { name } if level(name).is_some() => (open.pop().unwrap_or(FIRST), end - "1>".len()),
            Piece::End { .. } | Piece::Text(_) => continue,
        };
        fitted.push_str(html.get(copied..digit).unwrap_or_default());
        fitted.push(char::from(b'0' + shown));
        copied = digit + "1".len();
    }
    fitted.push_str(html.get(copied..).unwrap_or_default());
    for item in toc {
        item.level = by_anchor.get(item.id.as_str()).copied().unwrap_or(FIRST.max(item.level));
    }
    fitted
}

fn levels(html: &str) -> impl Iterator<Item = u8> {
    pieces(html).filter_map(|piece| match piece {
        Piece::Start { name, .. } => level(name),
        Piece::End { .. } | Piece::Text(_) => None,
    })
}

/// The level of a heading; the names of well-nested HTML are in lower case.
fn level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// The headings above the next one.
struct Outline {
    highest: u8,
    /// As written and as shown, each below the one before it.
    above: Vec<(u8, u8)>,
}

impl Outline {
    fn shown(&mut self, written: u8) -> u8 {
        while self.above.last().is_some_and(|(above, _)| *above >= written) {
            self.above.pop();
        }
        let deepest = self.above.last().map_or(FIRST, |(_, above)| above + 1);
        let shown = (FIRST + written - self.highest).min(deepest).min(LAST);
        self.above.push((written, shown));
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Headings of these levels, each with an anchor of its own.
    fn headings(levels: &[u8]) -> String {
        let mut html = String::new();
        for (at, level) in levels.iter().enumerate() {
            html.push_str(&["<h", &level.to_string(), " id=\"a", &at.to_string(), "\">x<br></h"].concat());
            html.push_str(&[level.to_string().as_str(), ">\n"].concat());
        }
        html
    }

    /// Levels as written, and as shown.
    fn check(written: &[u8], expected: &[u8]) {
        let item = |(at, level): (usize, &u8)| TocItem {
            level: *level,
            id: format!("a{at}"),
            title: "x".to_owned(),
        };
        let mut toc: Vec<TocItem> = written.iter().enumerate().map(item).collect();
        assert_eq!(fitted(headings(written), &mut toc), headings(expected), "{written:?}");
        assert_eq!(toc.iter().map(|item| item.level).collect::<Vec<_>>(), expected, "{written:?}");
    }

    #[test]
    fn the_highest_level_is_the_second() {
        check(&[2, 3, 2], &[2, 3, 2]);
        check(&[1, 2, 1], &[2, 3, 2]);
        check(&[3, 4, 3], &[2, 3, 2]);
        check(&[1, 2, 3, 4, 5, 6], &[2, 3, 4, 5, 6, 6]);
    }

    #[test]
    fn no_level_is_left_out_on_the_way_down() {
        check(&[2, 4, 4, 3, 4], &[2, 3, 3, 3, 4]);
        check(&[1, 3, 2], &[2, 3, 3]);
        check(&[2, 1, 2, 3], &[2, 2, 3, 4]);
        check(&[4, 2, 4], &[2, 2, 3]);
    }

    #[test]
    fn other_elements_stay_and_headings_in_each_other_end_where_they_began() {
        let html = "<hr><header>x</header><h1><h3>y</h3></h1><p>h1</p>".to_owned();
        let expected = "<hr><header>x</header><h2><h3>y</h3></h2><p>h1</p>";
        assert_eq!(fitted(html, &mut []), expected);
        assert_eq!(fitted("<p>x</p>".to_owned(), &mut []), "<p>x</p>");
    }
}
