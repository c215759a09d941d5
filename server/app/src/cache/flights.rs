//! One at a time: whoever misses an answer that somebody else is making waits for that one.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::OwnedMutexGuard;

/// Answers that are being made.
#[derive(Debug, Clone, Default)]
pub(super) struct Flights(Arc<Mutex<HashMap<String, Arc<Gate>>>>);

#[derive(Debug, Default)]
struct Gate {
    leader: Arc<tokio::sync::Mutex<()>>,
    /// The answer was not kept, so there is nothing to wait for.
    is_open: AtomicBool,
}

/// The turn to make an answer. Dropping it lets the next one in.
#[derive(Debug)]
pub struct Turn {
    flights: Flights,
    key: String,
    gate: Arc<Gate>,
    /// None for who did not want to wait any longer.
    leading: Option<OwnedMutexGuard<()>>,
}

impl Flights {
    /// Waits until nobody else makes the answer, or for `longest`.
    pub(super) async fn turn(&self, key: &str, longest: Duration) -> Turn {
        let gate = Arc::clone(self.gates().entry(key.to_owned()).or_default());
        let waiting = Arc::clone(&gate.leader).lock_owned();
        let leading = match tokio::time::timeout(longest, waiting).await {
            Ok(guard) => Some(guard).filter(|_| !gate.is_open.load(Ordering::Acquire)),
            Err(_elapsed) => None,
        };
        Turn { flights: self.clone(), key: key.to_owned(), gate, leading }
    }

    fn gates(&self) -> MutexGuard<'_, HashMap<String, Arc<Gate>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// The answer is not one that is kept: those who wait make their own, at the same time.
    pub fn let_all_go(&self) {
        self.gate.is_open.store(true, Ordering::Release);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.leading.is_some() {
            let mut gates = self.flights.gates();
            // Those who wait hold the gate themselves; who comes now finds the answer or begins anew.
            if gates.get(&self.key).is_some_and(|gate| Arc::ptr_eq(gate, &self.gate)) {
                gates.remove(&self.key);
            }
        }
    }
}
