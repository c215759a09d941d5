//! Ids of entries and lists that never change, whatever happens to slugs, paths and domains.

use galley_domain::ids::{ContentTypeId, DocumentId};
use galley_domain::locales::Locale;
use sha2::{Digest, Sha256};
use uuid::Builder;

/// The id of an entry in every feed that has it, as an IRI.
///
/// It is that of the document. Two locales of one document are two entries to somebody who follows both, so an entry
/// with a locale has an id made of the two.
pub fn entry_id(document: DocumentId, locale: &Locale) -> String {
    let uuid = document.uuid();
    if locale.is_none() {
        return format!("urn:uuid:{}", uuid.hyphenated());
    }
    urn(Sha256::new().chain_update(uuid.as_bytes()).chain_update(locale.as_str()))
}

/// The id of the feed of a list of a type, as an IRI: of the site, which has an identity of its own, and not of where it
/// is served. A type may be in several lists, of which `list` names one.
pub fn list_id(site: &str, list: &str, content_type: ContentTypeId, locale: &Locale) -> String {
    let mut digest = Sha256::new();
    for part in [site, list, &content_type.0.to_string(), locale.as_str()] {
        digest.update(part);
        digest.update([0_u8]);
    }
    urn(digest)
}

fn urn(digest: Sha256) -> String {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest.finalize()).for_each(|(byte, digit)| *byte = digit);
    format!("urn:uuid:{}", Builder::from_custom_bytes(bytes).into_uuid().hyphenated())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_keeps_its_id_and_shares_it_with_no_other_locale() {
        let document: DocumentId = "01j9z3ndektsv4rrffq69g5fav".parse().unwrap();
        let id = |code: &str| entry_id(document, &Locale::from_stored(code.to_owned()));
        assert_eq!(id(""), "urn:uuid:01927e3a-b5d3-d676-4c61-efb99302bd5b");
        assert_eq!(id("de"), "urn:uuid:0484f83f-d234-856c-bff7-785fb9a9b054");
        assert_eq!(id("fr"), "urn:uuid:9e49db39-3e0e-8745-8b8e-b4f4e25cf93e");
    }

    #[test]
    fn every_list_of_every_site_has_an_id_of_its_own() {
        let mut ids = std::collections::HashSet::new();
        for site in ["a", "b"] {
            for list in ["front", "list"] {
                for content_type in [1, 11] {
                    for code in ["", "en"] {
                        let locale = Locale::from_stored(code.to_owned());
                        ids.insert(list_id(site, list, ContentTypeId(content_type), &locale));
                    }
                }
            }
        }
        assert_eq!(ids.len(), 16);
        assert!(ids.iter().all(|id| id.starts_with("urn:uuid:") && id.len() == 45), "{ids:?}");
    }
}
