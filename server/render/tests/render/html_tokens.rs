//! HTML as a browser's tokenizer cuts it: tags with their attributes, and the text of those that hold only text.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

/// A start tag and the text up to the next tag.
#[derive(Debug, Default, Clone)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Default)]
struct Sink {
    elements: RefCell<Vec<Element>>,
    errors: RefCell<Vec<String>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let attributes = tag.attrs.iter();
                let attributes = attributes.map(|attr| (attr.name.local.to_string(), attr.value.to_string()));
                let element = Element {
                    name: tag.name.to_string(),
                    attributes: attributes.collect(),
                    text: String::new(),
                };
                self.elements.borrow_mut().push(element);
                match &*tag.name {
                    "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                    "title" => return TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => {}
                }
            }
            Token::CharacterTokens(text) => {
                if let Some(element) = self.elements.borrow_mut().last_mut() {
                    element.text.push_str(&text);
                }
            }
            Token::ParseError(error) => self.errors.borrow_mut().push(error.to_string()),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The elements of some HTML, which must have no error that a tokenizer sees.
pub(crate) fn elements(html: &str) -> Vec<Element> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Sink::default(), html5ever::tokenizer::TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let errors = tokenizer.sink.errors.take();
    assert!(errors.is_empty(), "{errors:?} in {html}");
    tokenizer.sink.elements.take()
}
