//! Writing XML: elements, attributes and text, always escaped, never a character that XML does not have.
//!
//! A thin layer over the writer of `quick-xml`, so that nothing else here writes a `<`.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A document under way.
pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// Begins a document with its declaration.
    pub(crate) fn document() -> io::Result<Self> {
        let mut writer = Writer::new(Vec::with_capacity(16 * 1024));
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        writer.write_event(line_break())?;
        Ok(Self { writer })
    }

    /// An element with what `inside` writes.
    pub(crate) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.open(name, attributes)?;
        inside(self)?;
        self.close(name)
    }

    /// Begins an element that [`close`](Self::close) ends.
    pub(crate) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.writer.write_event(Event::Start(start(name, attributes)))?;
        self.writer.write_event(line_break())
    }

    /// An element that holds a text.
    pub(crate) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.text_with(name, &[], text)
    }

    pub(crate) fn text_with(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> io::Result<()> {
        self.writer.write_event(Event::Start(start(name, attributes)))?;
        self.writer.write_event(Event::Text(BytesText::new(&without_forbidden(text))))?;
        self.close(name)
    }

    /// An element of attributes alone.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.writer.write_event(Event::Empty(start(name, attributes)))?;
        self.writer.write_event(line_break())
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.writer.into_inner()
    }

    pub(crate) fn close(&mut self, name: &str) -> io::Result<()> {
        self.writer.write_event(Event::End(BytesEnd::new(name)))?;
        self.writer.write_event(line_break())
    }
}

/// Between elements, so that no line of a large document is longer than an entry.
fn line_break() -> Event<'static> {
    Event::Text(BytesText::new("\n"))
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, without_forbidden(value)));
    }
    start
}

/// XML 1.0 has no way to write most control characters, not even escaped: one of them makes the document unreadable.
fn without_forbidden(text: &str) -> Cow<'_, str> {
    if text.contains(is_forbidden) { Cow::Owned(text.replace(is_forbidden, "")) } else { Cow::Borrowed(text) }
}

const fn is_forbidden(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_from_a_parser_but_what_xml_cannot_say() {
        for (text, expected) in [
            ("a < b && c > d \"'", "a < b && c > d \"'"),
            ("]]> <!-- --> <?xml ?> <![CDATA[", "]]> <!-- --> <?xml ?> <![CDATA["),
            ("tab\tline\nend", "tab\tline\nend"),
            ("nul\0 bell\u{7} escape\u{1b} \u{fffe}\u{ffff}", "nul bell escape "),
            ("\u{1f600} \u{202e} \u{feff} ünï", "\u{1f600} \u{202e} \u{feff} ünï"),
        ] {
            let mut xml = Xml::document().unwrap();
            xml.element("root", &[], |xml| xml.text_with("item", &[("name", text)], text)).unwrap();
            let written = String::from_utf8(xml.into_bytes()).unwrap();
            let document = roxmltree::Document::parse(&written).unwrap();
            let item = document.descendants().find(|node| node.has_tag_name("item")).unwrap();
            assert_eq!(item.text().unwrap_or_default(), expected, "{written}");
            // A parser makes spaces of line breaks in attributes.
            let in_attribute = expected.replace(['\t', '\n'], " ");
            assert_eq!(
                item.attribute("name").map(|name| name.replace(['\t', '\n'], " ")),
                Some(in_attribute)
            );
        }
    }
}
