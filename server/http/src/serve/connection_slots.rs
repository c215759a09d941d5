//! Counting connections, in all and by address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::ConnectionLimits;
use crate::front::limit_key;

/// How many connections are open, and to whom.
#[derive(Debug)]
pub(super) struct ConnectionSlots {
    most: usize,
    most_per_address: usize,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// One connection's place, given back when dropped.
#[derive(Debug)]
pub(super) struct Slot {
    slots: Arc<ConnectionSlots>,
    key: IpAddr,
}

impl ConnectionSlots {
    pub(super) fn new(limits: &ConnectionLimits) -> Self {
        Self {
            most: limits.connections,
            most_per_address: limits.connections_per_address,
            open: Mutex::default(),
        }
    }

    /// A place for a connection from `address`, or `None` when there is none left.
    pub(super) fn take(self: &Arc<Self>, address: IpAddr) -> Option<Slot> {
        let key = limit_key(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        // A proxy in front on the same machine is one address for all readers, so loopback has the common cap only.
        let most_here = if key.is_loopback() { self.most } else { self.most_per_address };
        let here = open.by_address.get(&key).copied().unwrap_or(0);
        if open.all >= self.most || here >= most_here {
            return None;
        }
        open.all += 1;
        open.by_address.insert(key, here + 1);
        Some(Slot { slots: Arc::clone(self), key })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut open = self.slots.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all = open.all.saturating_sub(1);
        if let Some(here) = open.by_address.get_mut(&self.key) {
            *here = here.saturating_sub(1);
            if *here == 0 {
                open.by_address.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_limited_in_all_and_by_address_and_come_back() {
        let limits =
            ConnectionLimits { connections: 3, connections_per_address: 2, ..ConnectionLimits::default() };
        let slots = Arc::new(ConnectionSlots::new(&limits));
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        let first = slots.take(address("192.0.2.1")).unwrap();
        let _second = slots.take(address("192.0.2.1")).unwrap();
        assert!(slots.take(address("192.0.2.1")).is_none(), "two are open from there");
        let _third = slots.take(address("192.0.2.2")).unwrap();
        assert!(slots.take(address("192.0.2.3")).is_none(), "three are open in all");
        drop(first);
        assert!(slots.take(address("192.0.2.1")).is_some());
    }
}
