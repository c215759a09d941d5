//! Identifiers as types: what a document, entry, asset, user or path is called in every layer.
//!
//! Documents are named by `UUIDv7`, shown as 26 lower-case Crockford base-32 characters; rows are named by integers
//! up to 2^53, which JavaScript clients read without loss.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// A text that is not an identifier of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {kind}: `{text}`")]
pub struct IdError {
    pub kind: &'static str,
    pub text: String,
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The identity of one piece of content (or one asset) over all its locales and stages.
///
/// Shown as 26 lower-case Crockford characters, most significant first, so that text order is time order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(Uuid);

impl DocumentId {
    pub const TEXT_LENGTH: usize = 26;

    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }

    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// The 26 characters, as ASCII bytes, for writers that build answers without allocation.
    pub fn to_ascii(self) -> [u8; Self::TEXT_LENGTH] {
        let mut rest = self.0.as_u128();
        let mut text = [b'0'; Self::TEXT_LENGTH];
        for place in text.iter_mut().rev() {
            let digit = usize::try_from(rest & 31).unwrap_or(0);
            *place = ALPHABET[digit];
            rest >>= 5;
        }
        text
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_ascii().iter().try_for_each(|byte| fmt::Write::write_char(f, char::from(*byte)))
    }
}

impl fmt::Debug for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocumentId({self})")
    }
}

impl FromStr for DocumentId {
    type Err = IdError;

    /// Accepts exactly the shown form: 26 lower-case characters, at most 128 bits.
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError { kind: "document id", text: text.chars().take(64).collect() };
        if text.len() != Self::TEXT_LENGTH {
            return Err(wrong());
        }
        let mut bits: u128 = 0;
        for (index, byte) in text.bytes().enumerate() {
            let digit = ALPHABET.iter().position(|known| *known == byte).ok_or_else(wrong)?;
            // 26 characters hold 130 bits: the first one may only use the lower three of its five.
            if index == 0 && digit > 7 {
                return Err(wrong());
            }
            bits = (bits << 5) | u128::try_from(digit).unwrap_or(0);
        }
        Ok(Self(Uuid::from_u128(bits)))
    }
}

impl Serialize for DocumentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DocumentId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! integer_id {
    ($($(#[$doc:meta])* $name:ident($inner:ty) = $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            /// Accepts plain decimal digits only: no sign, no spaces, no trailing text.
            fn from_str(text: &str) -> Result<Self, IdError> {
                let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                plain
                    .then(|| text.parse().ok())
                    .flatten()
                    .map(Self)
                    .ok_or_else(|| IdError { kind: $kind, text: text.chars().take(64).collect() })
            }
        }
    )*};
}

integer_id! {
    /// One row of `entries`: a document in one locale and stage. At most 2^53.
    EntryId(i64) = "entry id";
    /// The integer that the content API calls the `id` of an asset.
    AssetId(i64) = "asset id";
    /// One row of `revisions`.
    RevisionId(i64) = "revision id";
    /// The number of a revision within its document and locale, from 1.
    RevisionNumber(i64) = "revision number";
    /// Raised by one with every write of an entry; the lock token of the admin API.
    EntryVersion(i64) = "version";
    /// One row of `content_types`.
    ContentTypeId(i32) = "content type id";
    /// Raised by one with every change of a content type or of a component it uses.
    SchemaVersion(i32) = "schema version";
    /// The stable id of a field, unique within its content type or component.
    FieldId(i32) = "field id";
    /// One row of `field_paths`: a leaf named by the chain of field ids from its content type down.
    PathId(i32) = "path id";
    /// The id of a component instance, unique within its document, from 1. 0 means the top of an entry.
    InstanceId(i64) = "component id";
    /// A person who signs in.
    UserId(i64) = "user id";
    /// An API token.
    TokenId(i64) = "token id";
    /// A redirect that an operator set.
    RedirectId(i64) = "redirect id";
    /// The place of an event in the log: without gaps, in commit order.
    EventSeq(i64) = "event number";
}

impl InstanceId {
    /// Owner of the leaves that are in no component.
    pub const TOP: Self = Self(0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_id_is_read_back_from_its_text() {
        for bits in [0, 1, u128::MAX, 0x0198_1f2e_7000_7abc_8def_0123_4567_89ab] {
            let id = DocumentId::from_uuid(Uuid::from_u128(bits));
            let text = id.to_string();
            assert_eq!(text.len(), 26);
            assert_eq!(text.parse(), Ok(id));
        }
    }

    #[test]
    fn other_spellings_of_a_document_id_are_refused() {
        let upper = "01J9Z3NDEKTSV4RRFFQ69G5FAV";
        for text in ["", "8zzzzzzzzzzzzzzzzzzzzzzzzz", upper, "0000000000000000000000000u", "1"] {
            assert!(text.parse::<DocumentId>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_integer_id_is_digits_only() {
        assert_eq!("12".parse(), Ok(EntryId(12)));
        for text in ["", "+1", "-1", " 1", "12abc", "99999999999999999999"] {
            assert!(text.parse::<EntryId>().is_err(), "{text}");
        }
    }
}
