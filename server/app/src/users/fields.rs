//! What a name and an address must look like, and when two addresses are one.

use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};
use unicode_normalization::UnicodeNormalization as _;

const LONGEST_NAME: usize = 255;
const LONGEST_EMAIL: usize = 254;

/// A name without the space around it.
pub(super) fn name(text: &str, errors: &mut FieldErrors) -> String {
    let name = text.trim();
    let path = FieldPath::of("name");
    if name.is_empty() {
        errors.add(path, FieldErrorCode::Required, "must not be empty");
    } else if name.chars().count() > LONGEST_NAME {
        errors.add(path, FieldErrorCode::TooLong, format!("must be at most {LONGEST_NAME} characters"));
    } else if name.chars().any(char::is_control) {
        errors.add(path, FieldErrorCode::ForbiddenCharacter, "must not contain control characters");
    }
    name.to_owned()
}

/// An address without the space around it. Only a message to it could prove that it exists.
pub(super) fn email(text: &str, errors: &mut FieldErrors) -> String {
    let email = text.trim();
    let path = FieldPath::of("email");
    let well_formed = email.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !email
                .chars()
                .any(|c| c.is_control() || c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>'))
    });
    if email.is_empty() {
        errors.add(path, FieldErrorCode::Required, "must not be empty");
    } else if email.len() > LONGEST_EMAIL {
        errors.add(path, FieldErrorCode::TooLong, format!("must be at most {LONGEST_EMAIL} bytes"));
    } else if !well_formed {
        errors.add(path, FieldErrorCode::NotAnEmail, "must be an e-mail address");
    }
    email.to_owned()
}

/// One address is one account.
pub(super) fn email_taken() -> FieldErrors {
    FieldErrors::one(FieldPath::of("email"), FieldErrorCode::NotUnique, "belongs to another account")
}

/// The key under which an address is one person: compatibility forms and letter case make no other one, so that nobody
/// takes over an account by an address that looks the same.
pub(crate) fn email_key(email: &str) -> String {
    let folded = email.trim().nfkc().collect::<String>().to_lowercase();
    // Lower case may undo the form, which the key has to keep.
    folded.nfkc().collect()
}
