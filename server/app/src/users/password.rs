//! Passwords: which are accepted, how they are hashed and compared.
//!
//! Hashing runs off the async threads under the application's permits, because one run takes 46 MiB. It goes on to
//! its end when the request that asked for it is cut off, so that permits count what really runs.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use galley_domain::errors::{FieldErrorCode, FieldErrors, FieldPath};

use crate::context::App;
use crate::error::AppError;
use crate::ids;

/// 15 without a second factor, in characters.
pub(crate) const SHORTEST_PASSWORD: usize = 15;
/// In characters; longer ones are refused, never cut.
pub(crate) const LONGEST_PASSWORD: usize = 256;

const MEMORY_KIB: u32 = 47_104;
const PASSES: u32 = 1;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;
/// How long a sign-in waits for its turn to hash.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// What an unknown account is compared with, so that it takes as long as a known one. It matches nothing that
/// anybody knows.
const DUMMY_HASH: &str =
    "$argon2id$v=19$m=47104,t=1,p=1$Z2FsbGV5IGR1bW15ISE$c29tZXRoaW5nIHRoYXQgbm8gcGFzc3dvcmQgZ2l2ZXM";

/// A password that is long enough and not too long. Never shown.
#[derive(Clone)]
pub struct NewPassword(String);

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

impl NewPassword {
    /// Any characters are fine; only the length counts.
    pub fn new(text: String) -> Result<Self, FieldErrors> {
        let wrong = |code, message: String| FieldErrors::one(FieldPath::of("password"), code, message);
        match text.chars().count() {
            length if length < SHORTEST_PASSWORD => Err(wrong(
                FieldErrorCode::TooShort,
                format!("must be at least {SHORTEST_PASSWORD} characters"),
            )),
            length if length > LONGEST_PASSWORD => {
                Err(wrong(FieldErrorCode::TooLong, format!("must be at most {LONGEST_PASSWORD} characters")))
            }
            _ => Ok(Self(text)),
        }
    }
}

/// What comparing a password found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Wrong,
    Right,
    /// Right, and hashed with less work than is done today.
    RightButWeak,
}

/// The PHC text of a password that somebody chose; one that is guessed early is refused. `words` are what a guesser
/// knows of the account.
pub(crate) async fn hash_new(
    app: &Arc<App>,
    password: NewPassword,
    words: &[String],
) -> Result<String, AppError> {
    let words = words.to_vec();
    with_permit(app, move || {
        if is_guessable(&password.0, &words) {
            let message = "is among the first that somebody would guess; hint: several words of your own";
            let path = FieldPath::of("password");
            return Err(FieldErrors::one(path, FieldErrorCode::Guessable, message).into());
        }
        hashed(&password)
    })
    .await
}

/// Whether fewer than a million guesses find it: it is on the lists of common passwords, or made of them, of the
/// keyboard's rows, of repetitions, or of what is known of the account.
fn is_guessable(password: &str, words: &[String]) -> bool {
    let known: Vec<&str> = words
        .iter()
        .flat_map(|text| text.split(['@', '.', ' ']))
        .chain(["galley"])
        .filter(|word| word.chars().count() > 2)
        .collect();
    zxcvbn::zxcvbn(password, &known).guesses() < 1_000_000
}

fn hashed(password: &NewPassword) -> Result<String, AppError> {
    let salt = ids::new_secret();
    let hashed = hasher()?.hash_password_with_salt(password.0.as_bytes(), &salt[..SALT_BYTES]);
    Ok(hashed.map_err(AppError::internal)?.to_string())
}

/// The PHC text to store.
pub(crate) async fn hash(app: &Arc<App>, password: NewPassword) -> Result<String, AppError> {
    with_permit(app, move || hashed(&password)).await
}

/// Compares in the same time whether or not there is an account.
pub(crate) async fn compare(
    app: &Arc<App>,
    password: String,
    stored: Option<String>,
) -> Result<Comparison, AppError> {
    // No account has such a password, and hashing megabytes would serve an attacker.
    if password.chars().nth(LONGEST_PASSWORD).is_some() {
        return Ok(Comparison::Wrong);
    }
    with_permit(app, move || {
        let exists = stored.is_some();
        let stored = stored.as_deref().unwrap_or(DUMMY_HASH);
        let stored = PasswordHash::new(stored).map_err(AppError::internal)?;
        let matches = hasher()?.verify_password(password.as_bytes(), &stored).is_ok();
        Ok(match (matches && exists, is_weak(&stored)) {
            (false, _) => Comparison::Wrong,
            (true, false) => Comparison::Right,
            (true, true) => Comparison::RightButWeak,
        })
    })
    .await
}

fn hasher() -> Result<Argon2<'static>, AppError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(AppError::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn is_weak(stored: &PasswordHash) -> bool {
    let Ok(params) = Params::try_from(stored) else { return true };
    stored.algorithm != Algorithm::Argon2id.ident()
        || u64::from(params.m_cost()) * u64::from(params.t_cost()) < u64::from(MEMORY_KIB) * u64::from(PASSES)
}

async fn with_permit<T, F>(app: &Arc<App>, work: F) -> Result<T, AppError>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, AppError> + Send + 'static,
{
    let owned = Arc::clone(app);
    let running = app.tasks.spawn(async move {
        let permit = tokio::time::timeout(LONGEST_WAIT, owned.hashing.acquire())
            .await
            .map_err(|_elapsed| AppError::Unavailable { retry_after: LONGEST_WAIT })?
            .map_err(AppError::internal)?;
        let result = tokio::task::spawn_blocking(work).await.map_err(AppError::internal)?;
        drop(permit);
        result
    });
    running.await.map_err(AppError::internal)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_counted_in_characters_and_never_cut() {
        let cases = [(14, false), (15, true), (256, true), (257, false)];
        for (length, accepted) in cases {
            assert_eq!(NewPassword::new("é".repeat(length)).is_ok(), accepted, "{length}");
        }
    }

    #[test]
    fn what_everybody_guesses_is_refused() {
        let check =
            |text: &str| is_guessable(text, &["Ada Lovelace".to_owned(), "ada@example.org".to_owned()]);
        for wrong in [
            "passwordpassword",
            "123456789012345",
            "aaaaaaaaaaaaaaaaaaaa",
            "qwertyuiopasdfghjkl",
            "lovelacelovelace",
            "galleygalleygalley",
        ] {
            assert!(check(wrong), "{wrong}");
        }
        for right in ["correct horse battery staple", "vier Katzen im Regen", "ñandú ñandú y tres colibríes"]
        {
            assert!(!check(right), "{right}");
        }
        assert!(!check(&"a longer text than anybody types, ".repeat(7)), "and it ends soon");
    }

    #[test]
    fn an_unknown_account_costs_as_much_as_a_known_one() {
        let dummy = PasswordHash::new(DUMMY_HASH).unwrap();
        let params = Params::try_from(&dummy).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (MEMORY_KIB, PASSES, LANES));
        assert!(!is_weak(&dummy));
    }

    #[test]
    fn a_hash_made_with_less_work_is_found_out() {
        let weak = DUMMY_HASH.replace("m=47104", "m=19456");
        assert!(is_weak(&PasswordHash::new(&weak).unwrap()));
    }

    #[test]
    fn only_the_whole_password_matches_its_hash() {
        let long = "p".repeat(100);
        let hashed = hasher().unwrap().hash_password_with_salt(long.as_bytes(), &[7; SALT_BYTES]).unwrap();
        assert!(hashed.to_string().starts_with("$argon2id$v=19$m=47104,t=1,p=1$"));
        assert!(hasher().unwrap().verify_password(long.as_bytes(), &hashed).is_ok());
        assert!(hasher().unwrap().verify_password(&long.as_bytes()[..72], &hashed).is_err());
    }
}
