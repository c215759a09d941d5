//! Work that is done in batches behind everybody's back: again, when somebody else was in the way.

use crate::error::StoreError;

/// How often a batch is tried.
const ATTEMPTS: usize = 10;

/// Does one batch in a unit of work of its own, which `attempt` begins and commits. Nobody waits for it, so it is tried
/// more often than what somebody waits for; each attempt must look again at what it is about.
pub async fn patiently<T, F>(attempt: impl Fn() -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    for _ in 1..ATTEMPTS {
        match attempt().await {
            Err(StoreError::Busy | StoreError::Retry(_)) => {}
            other => return other,
        }
    }
    attempt().await
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    async fn tried(busy: usize) -> (Result<usize, StoreError>, usize) {
        let tries = AtomicUsize::new(0);
        let outcome = patiently(async || {
            let tried = tries.fetch_add(1, Ordering::Relaxed);
            if tried < busy { Err(StoreError::Busy) } else { Ok(tried) }
        });
        (outcome.await, tries.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn whoever_is_in_the_way_is_waited_for_ten_times() {
        assert!(matches!(tried(0).await, (Ok(0), 1)));
        assert!(matches!(tried(9).await, (Ok(9), 10)));
        assert!(matches!(tried(10).await, (Err(StoreError::Busy), 10)));
    }

    #[tokio::test]
    async fn what_went_wrong_is_not_repeated() {
        let wrong = || StoreError::Corrupt { table: "entries", problem: "a test".to_owned() };
        let tries = AtomicUsize::new(0);
        let outcome: Result<(), StoreError> = patiently(async || {
            tries.fetch_add(1, Ordering::Relaxed);
            Err(wrong())
        })
        .await;
        assert!(matches!((outcome, tries.into_inner()), (Err(StoreError::Corrupt { .. }), 1)));
    }
}
