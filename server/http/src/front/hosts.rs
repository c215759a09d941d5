//! Under which names the site is served: the answer to Host headers that an attacker chose.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use http::uri::Authority;
use http::{HeaderMap, Uri, header};

/// How browsers reach us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Http,
    Https,
}

/// Scheme, host and port as a browser writes them into `Origin`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub scheme: Scheme,
    /// Host in lower case, with the port unless it is the scheme's own.
    authority: String,
}

/// A text that is not the origin of a site. The text is left out: a URL may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected scheme and host and nothing else, such as `https://example.com`")]
pub struct OriginError;

impl FromStr for Origin {
    type Err = OriginError;

    /// `https://example.com`, `http://localhost:8080/`; a path is refused.
    fn from_str(text: &str) -> Result<Self, OriginError> {
        let url = url::Url::parse(text).map_err(|_not_a_url| OriginError)?;
        let scheme = match url.scheme() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return Err(OriginError),
        };
        let plain = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if !plain {
            return Err(OriginError);
        }
        let host = url.host_str().ok_or(OriginError)?;
        let authority = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        Ok(Self { scheme, authority })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        write!(f, "{scheme}://{}", self.authority)
    }
}

/// The names that requests may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AcceptedHosts {
    /// Without a configured base URL: any IP literal and localhost. A name that an attacker points at us is neither,
    /// so DNS rebinding does not reach us.
    LocalOnly,
    /// The base URL, and the admin's own origin where there is one.
    Configured(Vec<Origin>),
}

impl AcceptedHosts {
    pub(crate) fn accepts(&self, host: &str) -> bool {
        match self {
            Self::LocalOnly => is_local(host),
            Self::Configured(origins) => {
                let host = host.to_ascii_lowercase();
                origins.iter().any(|origin| host == origin.authority || is_default_port(&host, origin))
            }
        }
    }

    /// Whether a page of `origin` is ours, given that `host` was accepted.
    pub(crate) fn is_own_origin(&self, origin: &str, host: &str) -> bool {
        match self {
            Self::LocalOnly => origin.strip_prefix("http://").is_some_and(|authority| authority == host),
            Self::Configured(origins) => origins.iter().any(|own| own.to_string() == origin),
        }
    }

    /// Browsers reach us over TLS, by the configuration; no header is asked.
    pub fn scheme(&self) -> Scheme {
        match self {
            Self::LocalOnly => Scheme::Http,
            Self::Configured(origins) => origins.first().map_or(Scheme::Http, |origin| origin.scheme),
        }
    }
}

/// Some clients write the port that others leave out.
fn is_default_port(host: &str, origin: &Origin) -> bool {
    let port = match origin.scheme {
        Scheme::Http => ":80",
        Scheme::Https => ":443",
    };
    host.strip_suffix(port).is_some_and(|name| name == origin.authority)
}

fn is_local(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host();
    name.eq_ignore_ascii_case("localhost")
        || name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok()
}

/// The host that a request asks for: of the target in HTTP/2, else of the Host header, which must be there once.
pub(crate) fn requested_host<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    if let Some(authority) = uri.authority() {
        return Some(authority.as_str());
    }
    let mut hosts = headers.get_all(header::HOST).iter();
    let only = hosts.next()?;
    if hosts.next().is_some() {
        return None;
    }
    only.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_configured_names_are_served() {
        let hosts = AcceptedHosts::Configured(vec!["https://example.com".parse().unwrap()]);
        for host in ["example.com", "EXAMPLE.com", "example.com:443"] {
            assert!(hosts.accepts(host), "{host}");
        }
        for host in ["evil.com", "example.com.evil.com", "example.com:8080", "example.com@evil.com", ""] {
            assert!(!hosts.accepts(host), "{host}");
        }
        assert!(hosts.is_own_origin("https://example.com", "example.com"));
        for origin in ["http://example.com", "https://example.com:8443", "null", "https://a.example.com"] {
            assert!(!hosts.is_own_origin(origin, "example.com"), "{origin}");
        }
    }

    #[test]
    fn without_configuration_only_addresses_and_localhost_are_served() {
        for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "192.168.0.9"] {
            assert!(AcceptedHosts::LocalOnly.accepts(host), "{host}");
        }
        for host in ["evil.com", "127.0.0.1.evil.com", "localhost.evil.com", "", "a b"] {
            assert!(!AcceptedHosts::LocalOnly.accepts(host), "{host}");
        }
        assert!(AcceptedHosts::LocalOnly.is_own_origin("http://127.0.0.1:8080", "127.0.0.1:8080"));
        assert!(!AcceptedHosts::LocalOnly.is_own_origin("http://127.0.0.1:9999", "127.0.0.1:8080"));
    }

    #[test]
    fn a_base_url_is_an_origin_and_nothing_more() {
        assert_eq!("https://Example.com/".parse::<Origin>().unwrap().to_string(), "https://example.com");
        assert_eq!("http://localhost:8080".parse::<Origin>().unwrap().to_string(), "http://localhost:8080");
        for wrong in
            ["example.com", "https://example.com/blog", "ftp://example.com", "https://u@example.com", ""]
        {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
        }
    }
}
