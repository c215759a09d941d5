//! A link, and the text that it is handed out as.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use galley_domain::events::{Event, EventKind, Subject};
use galley_domain::ids::DocumentId;
use galley_domain::locales::Locale;
use galley_domain::roles::ActorRef;
use galley_domain::text::instant;
use galley_store::preview_links::PreviewLinkRow;
use serde_json::json;
use uuid::Uuid;

use crate::context::AppConfig;
use crate::secrets::MasterKey;

const PURPOSE: &str = "preview link";
const SIGNATURE: usize = 32;
const ID: usize = 16;
const TIME: usize = 8;
/// Longer texts are not even decoded.
const LONGEST: usize = 256;

/// A link as actions and presenters see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewLink {
    pub id: DocumentId,
    pub document: DocumentId,
    pub locale: Locale,
    pub expires_at: i64,
    pub created_at: i64,
    pub created_by: ActorRef,
    /// The whole address.
    pub url: String,
}

/// What a link says and its signature covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claims {
    pub(super) id: DocumentId,
    pub(super) document: DocumentId,
    pub(super) expires_at: i64,
    pub(super) locale: Locale,
}

impl Claims {
    /// The signature and what it covers, as text for a URL.
    pub(super) fn sign(&self, key: &MasterKey) -> String {
        let said = self.to_bytes();
        let mut bytes = key.keyed_hash(PURPOSE, &said).to_vec();
        bytes.extend(said);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// None unless this installation signed the text.
    pub(super) fn verified(token: &str, key: &MasterKey) -> Option<Self> {
        if token.len() > LONGEST {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (signature, said) = bytes.split_first_chunk::<SIGNATURE>()?;
        if !key.is_keyed_hash(PURPOSE, said, signature) {
            return None;
        }
        let (id, rest) = said.split_first_chunk::<ID>()?;
        let (document, rest) = rest.split_first_chunk::<ID>()?;
        let (expires_at, locale) = rest.split_first_chunk::<TIME>()?;
        Some(Self {
            id: DocumentId::from_uuid(Uuid::from_bytes(*id)),
            document: DocumentId::from_uuid(Uuid::from_bytes(*document)),
            expires_at: i64::from_be_bytes(*expires_at),
            locale: Locale::from_stored(String::from_utf8(locale.to_vec()).ok()?),
        })
    }

    /// All parts but the last have one length each, so that no two links are signed alike.
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(2 * ID + TIME + self.locale.as_str().len());
        bytes.extend(self.id.uuid().as_bytes());
        bytes.extend(self.document.uuid().as_bytes());
        bytes.extend(self.expires_at.to_be_bytes());
        bytes.extend(self.locale.as_str().bytes());
        bytes
    }
}

impl PreviewLink {
    pub(super) fn of(row: PreviewLinkRow, config: &AppConfig) -> Self {
        let PreviewLinkRow { id, document, locale, expires_at, created_at, created_by } = row;
        let claims = Claims { id, document, expires_at, locale };
        let url = format!("{}/preview/{}", config.base_url, claims.sign(&config.master_key));
        let Claims { locale, .. } = claims;
        let created_by = ActorRef::from_number(created_by);
        Self { id, document, locale, expires_at, created_at, created_by, url }
    }

    pub(super) fn event(&self, kind: EventKind) -> Event {
        let detail = json!({
            "preview": self.id.to_string(),
            "locale": self.locale.as_str(),
            "expires_at": instant::show(self.expires_at),
        });
        Event { kind, subject: Subject::Other { document: Some(self.document), detail } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> Claims {
        Claims {
            id: DocumentId::from_uuid(Uuid::from_u128(1)),
            document: DocumentId::from_uuid(Uuid::from_u128(2)),
            expires_at: 1_795_262_400_000_000,
            locale: "pt-BR".parse().unwrap(),
        }
    }

    #[test]
    fn only_what_was_signed_here_is_believed() {
        let key = MasterKey::new("one");
        let token = claims().sign(&key);
        assert_eq!(Claims::verified(&token, &key), Some(claims()));
        assert_eq!(Claims::verified(&token, &MasterKey::new("two")), None);
        let long = "A".repeat(LONGEST + 4);
        for wrong in
            ["", "A", "....", token.trim_end_matches('A').get(1..).unwrap_or_default(), long.as_str()]
        {
            assert_eq!(Claims::verified(wrong, &key), None, "{wrong}");
        }
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let key = MasterKey::new("one");
        let bytes = URL_SAFE_NO_PAD.decode(claims().sign(&key)).unwrap();
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert_eq!(Claims::verified(&URL_SAFE_NO_PAD.encode(changed), &key), None, "byte {place}");
        }
        let shorter = &bytes[..bytes.len() - 1];
        assert_eq!(Claims::verified(&URL_SAFE_NO_PAD.encode(shorter), &key), None);
    }
}
