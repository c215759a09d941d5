//! Who is on the other end: the address that limits and logs are kept by.
//!
//! A forwarding header is believed only as far as trusted proxies wrote it.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use http::HeaderMap;

/// The other end of the TCP connection; put into every request by the accept loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeerAddress(pub SocketAddr);

/// The address of the client as far as it can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClientIp(pub(crate) IpAddr);

/// A block of addresses: `10.0.0.0/8`, `::1`, `192.168.1.7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressRange {
    first: u128,
    mask: u128,
}

/// A text that is not an address or a block of addresses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an address range: `{0}`; expected something like `10.0.0.0/8`")]
pub struct AddressRangeError(String);

impl AddressRange {
    pub fn contains(self, address: IpAddr) -> bool {
        as_bits(address) & self.mask == self.first
    }
}

impl FromStr for AddressRange {
    type Err = AddressRangeError;

    fn from_str(text: &str) -> Result<Self, AddressRangeError> {
        let wrong = || AddressRangeError(text.to_owned());
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => {
                (address, Some(length.parse::<u32>().map_err(|_not_a_number| wrong())?))
            }
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_not_an_address| wrong())?;
        // IPv4 is compared in its IPv6-mapped form, behind 96 fixed bits.
        let (fixed, longest) = if address.is_ipv4() { (96, 32) } else { (0, 128) };
        let length = length.unwrap_or(longest);
        if length > longest {
            return Err(wrong());
        }
        let mask = u128::MAX.checked_shl(128 - fixed - length).unwrap_or(0);
        Ok(Self { first: as_bits(address) & mask, mask })
    }
}

/// `::ffff:10.0.0.1` and `10.0.0.1` are the same address.
fn as_bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The address behind the trusted proxies: going back along `X-Forwarded-For` from our end, the first that is not
/// one of them. What stands further left was written by the client, who can write anything.
pub(crate) fn client_ip(peer: IpAddr, headers: &HeaderMap, trusted: &[AddressRange]) -> ClientIp {
    let is_trusted = |address: IpAddr| trusted.iter().any(|range| range.contains(address));
    if !is_trusted(peer) {
        return ClientIp(peer.to_canonical());
    }
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let mut client = peer;
    for hop in hops.into_iter().rev() {
        let Ok(address) = hop.trim().parse::<IpAddr>() else { break };
        client = address;
        if !is_trusted(address) {
            break;
        }
    }
    ClientIp(client.to_canonical())
}

/// What an address counts as in limits: an IPv6 customer has a whole /64, so its addresses count as one.
pub(crate) fn limit_key(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::*;

    fn check(peer: &str, forwarded: &[&'static str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(value));
        }
        let trusted: Vec<AddressRange> = trusted.iter().map(|range| range.parse().unwrap()).collect();
        client_ip(peer.parse().unwrap(), &headers, &trusted).0.to_string()
    }

    #[test]
    fn a_forwarded_address_counts_only_behind_a_trusted_proxy() {
        assert_eq!(check("203.0.113.5", &["1.2.3.4"], &[]), "203.0.113.5");
        assert_eq!(check("203.0.113.5", &["1.2.3.4"], &["10.0.0.0/8"]), "203.0.113.5");
        assert_eq!(check("10.0.0.1", &["1.2.3.4"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(check("10.0.0.1", &["9.9.9.9, 1.2.3.4, 10.0.0.7"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(check("10.0.0.1", &["9.9.9.9", "1.2.3.4"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(check("::ffff:10.0.0.1", &["1.2.3.4"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(check("10.0.0.1", &["1.2.3.4, rubbish"], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(check("::1", &["2001:db8::5"], &["::1"]), "2001:db8::5");
    }

    #[test]
    fn a_range_is_an_address_or_a_block() {
        let holds = |range: &str, address: &str| {
            range.parse::<AddressRange>().unwrap().contains(address.parse().unwrap())
        };
        assert!(holds("192.168.1.7", "192.168.1.7") && !holds("192.168.1.7", "192.168.1.8"));
        assert!(holds("0.0.0.0/0", "8.8.8.8") && !holds("0.0.0.0/0", "2001:db8::1"));
        assert!(holds("2001:db8::/32", "2001:db8:1::1") && !holds("2001:db8::/32", "2001:db9::1"));
        assert!(holds("::/0", "2001:db9::1"));
        for wrong in ["", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/x"] {
            assert!(wrong.parse::<AddressRange>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_as_one() {
        let key = |text: &str| limit_key(text.parse().unwrap());
        assert_eq!(key("2001:db8:0:1::a"), key("2001:db8:0:1::b"));
        assert_ne!(key("2001:db8:0:1::a"), key("2001:db8:0:2::a"));
        assert_ne!(key("10.0.0.1"), key("10.0.0.2"));
    }
}
