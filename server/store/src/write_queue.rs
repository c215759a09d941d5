//! Who may write next: people before batches, in order of arrival, with a bound on waiting.
//!
//! Owns permits only. SQLite has one writer, so the queue is the order of all writes; on PostgreSQL there are as
//! many permits as connections for writing.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::error::StoreError;

/// What a unit of work is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// Somebody waits for the answer.
    Interactive,
    /// Imports, seeds and background passes.
    Batch,
}

/// After so many interactive writes in a row one batch has its turn, so that an import under steady load ends.
const INTERACTIVE_IN_A_ROW: usize = 16;

#[derive(Debug, Clone)]
pub(crate) struct WriteQueue {
    line: Arc<Mutex<Line>>,
    interactive_wait: Duration,
    batch_wait: Duration,
}

#[derive(Debug)]
struct Line {
    free: usize,
    interactive: VecDeque<oneshot::Sender<WritePermit>>,
    batch: VecDeque<oneshot::Sender<WritePermit>>,
    interactive_in_a_row: usize,
}

/// The right to hold one write transaction; given on when it is dropped.
#[derive(Debug)]
pub(crate) struct WritePermit {
    /// None once the right was given on.
    line: Option<Arc<Mutex<Line>>>,
}

impl WriteQueue {
    pub(crate) fn new(permits: usize, interactive_wait: Duration, batch_wait: Duration) -> Self {
        let line = Line {
            free: permits,
            interactive: VecDeque::new(),
            batch: VecDeque::new(),
            interactive_in_a_row: 0,
        };
        Self { line: Arc::new(Mutex::new(line)), interactive_wait, batch_wait }
    }

    pub(crate) async fn acquire(&self, priority: Priority) -> Result<WritePermit, StoreError> {
        let turn = {
            let mut line = lock(&self.line);
            if line.free > 0 {
                line.free -= 1;
                return Ok(WritePermit { line: Some(Arc::clone(&self.line)) });
            }
            let (sender, turn) = oneshot::channel();
            match priority {
                Priority::Interactive => line.interactive.push_back(sender),
                Priority::Batch => line.batch.push_back(sender),
            }
            turn
        };
        let wait = match priority {
            Priority::Interactive => self.interactive_wait,
            Priority::Batch => self.batch_wait,
        };
        match tokio::time::timeout(wait, turn).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(StoreError::Busy),
        }
    }
}

impl Line {
    fn next(&mut self) -> Option<oneshot::Sender<WritePermit>> {
        let batch_is_due = self.interactive_in_a_row >= INTERACTIVE_IN_A_ROW && !self.batch.is_empty();
        if !batch_is_due && let Some(waiting) = self.interactive.pop_front() {
            self.interactive_in_a_row += 1;
            return Some(waiting);
        }
        self.interactive_in_a_row = 0;
        self.batch.pop_front()
    }
}

impl Drop for WritePermit {
    fn drop(&mut self) {
        let Some(line) = self.line.take() else { return };
        loop {
            let next = {
                let mut line = lock(&line);
                let next = line.next();
                line.free += usize::from(next.is_none());
                next
            };
            let Some(waiting) = next else { return };
            match waiting.send(Self { line: Some(Arc::clone(&line)) }) {
                Ok(()) => return,
                // That one gave up waiting: its permit is void, and the next in line is asked.
                Err(mut void) => void.line = None,
            }
        }
    }
}

/// A panic while the lock was held would have been in code that leaves the line whole, so poison means nothing.
fn lock(line: &Mutex<Line>) -> MutexGuard<'_, Line> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Poll;

    use futures::poll;

    use super::*;

    fn queue(permits: usize) -> WriteQueue {
        WriteQueue::new(permits, Duration::from_mins(1), Duration::from_mins(1))
    }

    #[tokio::test]
    async fn people_go_before_batches_that_came_earlier() {
        let queue = queue(1);
        let held = queue.acquire(Priority::Batch).await.unwrap();
        let mut batch = pin!(queue.acquire(Priority::Batch));
        let mut person = pin!(queue.acquire(Priority::Interactive));
        assert!(poll!(&mut batch).is_pending());
        assert!(poll!(&mut person).is_pending());
        drop(held);
        assert!(poll!(&mut batch).is_pending());
        let Poll::Ready(Ok(permit)) = poll!(&mut person) else { panic!("it is the person's turn") };
        drop(permit);
        assert!(matches!(poll!(&mut batch), Poll::Ready(Ok(_))));
    }

    #[tokio::test]
    async fn a_batch_has_its_turn_among_many_people() {
        let queue = queue(1);
        let mut held = queue.acquire(Priority::Interactive).await.unwrap();
        let mut batch = pin!(queue.acquire(Priority::Batch));
        assert!(poll!(&mut batch).is_pending());
        for _ in 0..INTERACTIVE_IN_A_ROW {
            let mut person = pin!(queue.acquire(Priority::Interactive));
            assert!(poll!(&mut person).is_pending());
            drop(held);
            held = person.await.unwrap();
        }
        let mut person = pin!(queue.acquire(Priority::Interactive));
        assert!(poll!(&mut person).is_pending());
        drop(held);
        assert!(poll!(&mut person).is_pending());
        assert!(matches!(poll!(&mut batch), Poll::Ready(Ok(_))));
    }

    #[tokio::test]
    async fn waiting_ends_and_leaves_the_turn_to_the_next() {
        let queue = WriteQueue::new(1, Duration::ZERO, Duration::from_mins(1));
        let held = queue.acquire(Priority::Interactive).await.unwrap();
        assert!(matches!(queue.acquire(Priority::Interactive).await, Err(StoreError::Busy)));
        let mut batch = pin!(queue.acquire(Priority::Batch));
        assert!(poll!(&mut batch).is_pending());
        drop(held);
        assert!(matches!(poll!(&mut batch), Poll::Ready(Ok(_))));
    }

    #[tokio::test]
    async fn a_permit_that_nobody_waits_for_is_free_again() {
        let queue = queue(2);
        let first = queue.acquire(Priority::Batch).await.unwrap();
        let second = queue.acquire(Priority::Batch).await.unwrap();
        drop((first, second));
        let _first = queue.acquire(Priority::Interactive).await.unwrap();
        assert!(matches!(poll!(pin!(queue.acquire(Priority::Interactive))), Poll::Ready(Ok(_))));
    }
}
