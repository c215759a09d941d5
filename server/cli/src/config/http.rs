//! Where the server listens, and under which addresses people and proxies know it.

use std::net::{Ipv4Addr, SocketAddr};

use galley_http::front::{AcceptedHosts, AddressRange, Origin, Scheme};
use galley_http::read_budget::ReadRates;
use galley_http::routes::ContentParameters;
use galley_http::state::ContentSignIn;

#[derive(Debug, Clone)]
pub struct HttpConfig {
    pub listen: SocketAddr,
    /// The public address; without it, requests to any IP literal or localhost are accepted.
    pub base_url: Option<Origin>,
    /// An origin of its own for the admin.
    pub admin_url: Option<Origin>,
    /// Peers whose forwarding header is believed.
    pub trusted_proxies: Vec<AddressRange>,
    pub reads: ReadRates,
    /// Whether people may sign in through the content API.
    pub content_sign_in: ContentSignIn,
    /// What becomes of query parameters that the content API does not know.
    pub content_parameters: ContentParameters,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            base_url: None,
            admin_url: None,
            trusted_proxies: Vec::new(),
            reads: ReadRates::default(),
            content_sign_in: ContentSignIn::default(),
            content_parameters: ContentParameters::default(),
        }
    }
}

impl HttpConfig {
    /// The site's address without a trailing slash.
    pub fn site_address(&self) -> String {
        self.base_url.as_ref().map_or_else(|| format!("http://{}", self.listen), ToString::to_string)
    }

    /// The admin's address without a trailing slash.
    pub fn admin_address(&self) -> String {
        let origin = self.admin_url.as_ref().map_or_else(|| self.site_address(), ToString::to_string);
        format!("{origin}/admin")
    }

    pub fn accepted_hosts(&self) -> AcceptedHosts {
        match &self.base_url {
            None => AcceptedHosts::LocalOnly,
            Some(base) => {
                AcceptedHosts::Configured(std::iter::once(base).chain(&self.admin_url).cloned().collect())
            }
        }
    }

    /// Whether browsers reach the site without TLS, so that the session cookie cannot be `Secure`.
    pub fn is_plain(&self) -> bool {
        self.accepted_hosts().scheme() == Scheme::Http
    }
}
