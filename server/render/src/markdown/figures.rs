//! Figures: a picture that is a paragraph of its own and has a title, with the title as its caption.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::escape::escaped;

/// The longest run of events that is looked at: a link, a picture, and marked-up words in its description.
pub(super) const LONGEST: usize = 40;

/// Turns the events inside a paragraph into those of a figure when they are nothing but a picture with a title.
pub(super) fn figure(content: &mut Vec<Event<'_>>) -> bool {
    let linked = matches!(content.first(), Some(Event::Start(Tag::Link { .. })))
        && matches!(content.last(), Some(Event::End(TagEnd::Link)));
    let (first, last) = if linked { (1, content.len() - 2) } else { (0, content.len().saturating_sub(1)) };
    let ends_there =
        content.iter().position(|event| matches!(event, Event::End(TagEnd::Image))) == Some(last);
    let Some(Event::Start(Tag::Image { title, .. })) = content.get_mut(first) else { return false };
    if !ends_there || title.trim().is_empty() {
        return false;
    }
    let caption = std::mem::replace(title, "".into());
    let closing = format!("<figcaption>{}</figcaption></figure>\n", escaped(&caption));
    content.insert(0, Event::Html("<figure>".into()));
    content.push(Event::Html(closing.into()));
    true
}
