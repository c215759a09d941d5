//! Kept answers on their way out: which requests may be answered from the cache, and how such an answer travels.
//!
//! What an answer was made from, and when it is dropped, is `galley_app::cache`. Here is what HTTP adds: the name of an
//! answer, made of what a handler may look at and nothing else; its headers, written once; and its compressed forms.

mod answer;
mod coding;
mod key;

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use galley_app::App;
use galley_app::cache::{Cache, Recording, Turn};
use galley_app::projections::Standing;
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::{Method, Uri};

pub(crate) use answer::{LEAST_COMPRESSED, is_text};
pub(crate) use coding::{Coding, preferred};

use answer::{Asked, From, KeptAnswer};
use coding::Compressions;
use key::key_of;

use crate::cache::Audience;
use crate::front::{Surface, run};
use crate::query_string::ignores_some;
use crate::routes::ContentParameters;

/// How long a request waits for the same answer that another one is making; a page is late after that time anyway.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The kept answers of this node; none when the configuration says `off`.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeptAnswers(Option<Arc<Shared>>);

#[derive(Debug)]
struct Shared {
    app: Arc<App>,
    cache: Arc<Cache<KeptAnswer>>,
    content_parameters: ContentParameters,
    compressions: Compressions,
}

/// What became of a request.
pub(crate) enum Found {
    /// Ready to be sent, all headers of the cache included.
    Kept(Response),
    /// Made by a handler just now.
    Made(Response),
}

impl KeptAnswers {
    /// Keeps answers in `bytes` of memory, or none when that is 0.
    pub(crate) fn new(app: &Arc<App>, bytes: usize, content_parameters: ContentParameters) -> Self {
        if bytes == 0 {
            return Self(None);
        }
        let cache = Arc::new(Cache::new(bytes));
        app.keep_exact(&cache);
        let compressions = Compressions::beside_renders(app.config.render_permits);
        Self(Some(Arc::new(Shared { app: Arc::clone(app), cache, content_parameters, compressions })))
    }

    /// Answers from the cache, or lets `next` make the answer and keeps it when it may be kept.
    pub(crate) async fn answer(&self, asked: (Surface, Audience), request: Request, next: Next) -> Found {
        let Some(shared) = &self.0 else { return Found::Made(run(next, request).await) };
        let key = match (request.method(), asked) {
            (&Method::GET | &Method::HEAD, (surface, Audience::Everybody)) => {
                key_of(surface, request.uri()).filter(|_| !shared.refuses(surface, request.uri()))
            }
            _ => None,
        };
        let Some(key) = key else { return Found::Made(run(next, request).await) };
        if let Some(kept) = shared.kept(&key, Asked::of(&request)) {
            return Found::Kept(kept);
        }
        let turn = shared.cache.turn(&key, LONGEST_WAIT).await;
        if let Some(kept) = shared.kept(&key, Asked::of(&request)) {
            return Found::Kept(kept);
        }
        shared.make(&key, &turn, request, next).await
    }
}

impl Shared {
    /// Whether the guard of the route refuses parameters that a name leaves out.
    fn refuses(&self, surface: Surface, uri: &Uri) -> bool {
        surface == Surface::ContentApi
            && self.content_parameters == ContentParameters::Strict
            && uri.query().is_some_and(ignores_some)
    }

    /// None when nobody could say for too long that it is still right.
    fn kept(&self, key: &str, asked: Asked<'_>) -> Option<Response> {
        let kept = self.cache.get(key, || self.app.clock.now())?;
        let from = match self.app.tail.standing() {
            Standing::Confirmed => From::Memory,
            Standing::Unconfirmed => From::UnconfirmedMemory,
            Standing::Distrusted => return None,
        };
        if let Some(permit) = self.compressions.permit(&kept.answer, asked.headers) {
            coding::compress_later(permit, &self.app, &self.cache, &kept);
        }
        Some(kept.answer.response(asked, from))
    }

    async fn make(&self, key: &str, turn: &Turn, mut request: Request, next: Next) -> Found {
        let Some(flight) = self.cache.begin(&self.app) else {
            turn.let_all_go();
            return Found::Made(run(next, request).await);
        };
        let (headers, query) = (request.headers().clone(), request.uri().query().map(str::to_owned));
        let is_head = request.method() == Method::HEAD;
        let asked = Asked { headers: &headers, query: query.as_deref(), is_head };
        // What is kept for whoever asks for the body is right for whoever asks for the head alone.
        *request.method_mut() = Method::GET;
        request.extensions_mut().insert::<Recording>(flight.recording());
        match KeptAnswer::of(run(next, request).await).await {
            // This one has the query of its request in it.
            Ok(answer) if answer.leads() && asked.query.is_some() => {
                turn.let_all_go();
                let asked = Asked { query: None, ..asked };
                Found::Kept(answer.response(asked, From::HandlerAlone))
            }
            Ok(answer) => match self.cache.keep(key, &flight, answer) {
                Ok(kept) => Found::Kept(kept.answer.response(asked, From::Handler)),
                // Something happened meanwhile. For whoever asked the answer is right; the next one makes a new one.
                Err(answer) => Found::Kept(answer.response(asked, From::HandlerAlone)),
            },
            Err(response) => {
                turn.let_all_go();
                Found::Made(if is_head { head_of(*response) } else { *response })
            }
        }
    }
}

/// The answer without its body, which it still gives the length of.
fn head_of(mut response: Response) -> Response {
    // An error gets its text, and the length of that, further out.
    if let Some(length) = response.body().size_hint().exact().filter(|length| *length > 0) {
        response.headers_mut().entry(CONTENT_LENGTH).or_insert(HeaderValue::from(length));
    }
    *response.body_mut() = Body::empty();
    response
}
