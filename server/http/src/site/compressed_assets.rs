//! The text files of the theme in their compressed forms: made when a form is first asked for, and kept until the theme
//! changes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

use crate::kept::{Coding, LEAST_COMPRESSED};

/// What is larger takes too long, and themes have no reason for it.
const LARGEST: usize = 1024 * 1024;

/// The forms of one theme, that of the fingerprint.
#[derive(Debug, Default)]
pub(crate) struct CompressedAssets(Mutex<OfTheme>);

#[derive(Debug, Default)]
struct OfTheme {
    fingerprint: String,
    forms: HashMap<(String, Coding), Bytes>,
}

impl CompressedAssets {
    /// The file in a coding; none when it is not worth it. Callers know that the fingerprint is that of these bytes.
    pub(super) async fn form(
        &self,
        fingerprint: &str,
        path: &str,
        coding: Coding,
        bytes: &[u8],
    ) -> Option<Bytes> {
        if !(LEAST_COMPRESSED..=LARGEST).contains(&bytes.len()) {
            return None;
        }
        if let Some(kept) = self.kept(fingerprint, path, coding) {
            return Some(kept).filter(|kept| kept.len() < bytes.len());
        }
        let source = bytes.to_vec();
        let compressed = tokio::task::spawn_blocking(move || coding.compress(&source)).await.ok()?;
        let form = match compressed {
            Ok(form) => Bytes::from(form),
            Err(error) => {
                tracing::warn!(%error, "A file of the theme could not be compressed");
                return None;
            }
        };
        self.keep(fingerprint, path, coding, form.clone());
        Some(form).filter(|form| form.len() < bytes.len())
    }

    fn kept(&self, fingerprint: &str, path: &str, coding: Coding) -> Option<Bytes> {
        let theme = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if theme.fingerprint != fingerprint {
            return None;
        }
        theme.forms.get(&(path.to_owned(), coding)).cloned()
    }

    fn keep(&self, fingerprint: &str, path: &str, coding: Coding, form: Bytes) {
        let mut theme = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if theme.fingerprint != fingerprint {
            *theme = OfTheme { fingerprint: fingerprint.to_owned(), forms: HashMap::new() };
        }
        theme.forms.insert((path.to_owned(), coding), form);
    }
}
