//! What handlers share: the application, and what HTTP itself has to remember.

use std::sync::Arc;

use galley_app::App;

pub use crate::content::ContentSignIn;
use crate::front::{FrontSettings, Scheme};
use crate::rate_limits::{RateLimits, RateSettings};
use crate::read_budget::{ReadBudgets, ReadRates};
use crate::routes::ContentParameters;
use crate::site::CompressedAssets;

/// What the configuration says about HTTP.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    pub front: FrontSettings,
    pub rates: RateSettings,
    /// Room for kept answers, in bytes; with 0 none are kept.
    pub cache_bytes: usize,
    pub content_parameters: ContentParameters,
    pub reads: ReadRates,
    pub content_sign_in: ContentSignIn,
}

/// Shared by all handlers; cheap to clone.
#[derive(Debug, Clone)]
pub struct HttpState {
    pub app: Arc<App>,
    pub limits: Arc<RateLimits>,
    pub(crate) reads: Arc<ReadBudgets>,
    pub content_parameters: ContentParameters,
    pub content_sign_in: ContentSignIn,
    pub(crate) theme_files: Arc<CompressedAssets>,
    /// How browsers reach us; decides the cookie.
    pub scheme: Scheme,
}

impl HttpState {
    pub(crate) fn new(app: Arc<App>, settings: &HttpSettings) -> Self {
        Self {
            app,
            limits: Arc::new(RateLimits::new(&settings.rates)),
            reads: Arc::new(ReadBudgets::new(settings.reads)),
            content_parameters: settings.content_parameters,
            content_sign_in: settings.content_sign_in,
            theme_files: Arc::default(),
            scheme: settings.front.hosts.scheme(),
        }
    }
}
