//! Compressed forms of answers, made once for each, off the async threads.

use std::io::Write as _;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use galley_app::App;
use galley_app::cache::{Cache, Kept};
use http::header::{HeaderMap, HeaderValue};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answer::KeptAnswer;

/// Higher levels take several times as long for a few bytes in a hundred.
const BROTLI_QUALITY: i32 = 5;
const BROTLI_WINDOW: i32 = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    pub(super) const fn place(self) -> usize {
        match self {
            Self::Brotli => 0,
            Self::Gzip => 1,
        }
    }

    pub(crate) const fn header_value(self) -> HeaderValue {
        HeaderValue::from_static(self.as_str())
    }

    pub(crate) fn compress(self, body: &[u8]) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(body)?;
                encoder.finish()
            }
            Self::Brotli => {
                let parameters = brotli::enc::BrotliEncoderParams {
                    quality: BROTLI_QUALITY,
                    lgwin: BROTLI_WINDOW,
                    size_hint: body.len(),
                    ..brotli::enc::BrotliEncoderParams::default()
                };
                let mut compressed = Vec::new();
                brotli::BrotliCompress(&mut std::io::Cursor::new(body), &mut compressed, &parameters)?;
                Ok(compressed)
            }
        }
    }
}

/// The first of our codings that the client takes. Weights other than 0 say too little to be compared.
pub(crate) fn preferred(accepted: &HeaderValue) -> Option<Coding> {
    let accepted = accepted.to_str().ok()?;
    let takes = |coding: Coding| {
        accepted.split(',').any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            let weight = weight.trim().trim_start_matches("q=");
            let is_refused = matches!(weight, "0" | "0." | "0.0" | "0.00" | "0.000");
            name.trim().eq_ignore_ascii_case(coding.as_str()) && !is_refused
        })
    };
    Coding::ALL.into_iter().find(|coding| takes(*coding))
}

/// Answers that may be compressed at the same time. Whoever comes while that many are gets one that is not compressed.
#[derive(Debug, Clone)]
pub(super) struct Compressions(Arc<Semaphore>);

impl Compressions {
    /// Leaves most of the processor to whoever waits for a page.
    pub(super) fn beside_renders(render_permits: usize) -> Self {
        Self(Arc::new(Semaphore::new((render_permits / 4).max(1))))
    }

    /// The right to compress an answer, when this request is the first that wants it and there is room.
    pub(super) fn permit(&self, answer: &KeptAnswer, asked: &HeaderMap) -> Option<OwnedSemaphorePermit> {
        if !answer.wants_coding(asked) {
            return None;
        }
        let permit = Arc::clone(&self.0).try_acquire_owned().ok();
        permit.filter(|_| answer.begins_compressing())
    }
}

/// Makes the compressed forms of an answer that is asked for a second time: one that nobody asks for again is not
/// worth it.
pub(super) fn compress_later(
    permit: OwnedSemaphorePermit,
    app: &Arc<App>,
    cache: &Arc<Cache<KeptAnswer>>,
    kept: &Arc<Kept<KeptAnswer>>,
) {
    let (cache, kept) = (Arc::clone(cache), Arc::clone(kept));
    app.tasks.spawn_blocking(move || {
        let _until_done = permit;
        for coding in Coding::ALL {
            match coding.compress(&kept.answer.body) {
                Ok(compressed) => cache.grew(&kept, kept.answer.add_form(coding, compressed)),
                Err(error) => tracing::warn!(%error, "An answer could not be compressed"),
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use axum::response::IntoResponse as _;
    use http::header::ACCEPT_ENCODING;

    use super::*;
    use crate::cache::CachePolicy;

    #[test]
    fn the_client_says_what_it_takes() {
        for (accepted, expected) in [
            ("gzip, deflate, br, zstd", Some(Coding::Brotli)),
            ("gzip;q=1.0, br;q=0", Some(Coding::Gzip)),
            ("GZIP", Some(Coding::Gzip)),
            ("identity, *;q=0", None),
            ("", None),
        ] {
            assert_eq!(preferred(&HeaderValue::from_str(accepted).unwrap()), expected, "{accepted}");
        }
    }

    #[tokio::test]
    async fn one_at_a_time_is_compressed_and_each_once() {
        let kept = async || {
            let text = "An answer that says the same again. ".repeat(100);
            let response = (CachePolicy::KeptInside, text).into_response();
            KeptAnswer::of(response).await.unwrap_or_else(|_| panic!("it may be kept"))
        };
        let (one, other) = (kept().await, kept().await);
        let asked = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static("br"))]);
        let compressions = Compressions::beside_renders(4);
        assert!(compressions.permit(&one, &HeaderMap::new()).is_none(), "nobody asks for it");
        let permit = compressions.permit(&one, &asked).expect("there is room");
        assert!(compressions.permit(&other, &asked).is_none(), "another one is compressed");
        drop(permit);
        assert!(compressions.permit(&one, &asked).is_none(), "it was compressed");
        assert!(compressions.permit(&other, &asked).is_some(), "it comes later");
        assert_eq!(Compressions::beside_renders(16).0.available_permits(), 4);
    }

    #[test]
    fn what_was_compressed_is_what_it_was() {
        let text = "An answer that says the same again. ".repeat(100);
        let mut back = String::new();
        let gzip = Coding::Gzip.compress(text.as_bytes()).unwrap();
        flate2::read::GzDecoder::new(gzip.as_slice()).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
        let mut back = Vec::new();
        let brotli = Coding::Brotli.compress(text.as_bytes()).unwrap();
        brotli::BrotliDecompress(&mut brotli.as_slice(), &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
    }
}
