//! What reading costs: each reader has a budget of entries a minute, from which a read that is not answered from memory
//! takes the cost that the planner gave it.
//!
//! Reads are limited by cost and not by count, so that a thousand cheap ones go where ten dear ones go. Whoever answers
//! without reading (from a cache, or with 304) does not spend, or gives back.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use galley_domain::roles::{Actor, ActorRef};
use http::HeaderName;
use http::header::HeaderValue;
use http::request::Parts;

use crate::authentication::Identified;
use crate::errors::ApiError;
use crate::front::{ClientIp, limit_key};
use crate::state::HttpState;

/// The price of an answer, in entries.
pub(crate) const GALLEY_COST: HeaderName = HeaderName::from_static("galley-cost");

/// What any answer costs that is read at all.
const LEAST: u64 = 1;

/// Entries that one reader may have read in a minute; none: as many as they like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadRates {
    /// Of a token or user.
    pub per_actor: Option<u32>,
    /// Of those without credentials who come from one address.
    pub per_address: Option<u32>,
}

impl Default for ReadRates {
    fn default() -> Self {
        Self { per_actor: Some(100_000), per_address: Some(100_000) }
    }
}

/// What this node's readers have spent.
#[derive(Debug)]
pub(crate) struct ReadBudgets {
    readers: Buckets<Reader>,
    rates: ReadRates,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Reader {
    Address(IpAddr),
    Actor(ActorRef),
}

impl ReadBudgets {
    pub(crate) fn new(rates: ReadRates) -> Self {
        Self { readers: Buckets::default(), rates }
    }

    /// Drops the accounts of those who have all of their budget back.
    pub(crate) fn forget_idle(&self) {
        let lowest = self.rates.per_actor.into_iter().chain(self.rates.per_address).min();
        self.readers.forget_idle(lowest.unwrap_or(u32::MAX), Instant::now());
    }

    const fn rate(&self, reader: Reader) -> Option<u32> {
        match reader {
            Reader::Address(_) => self.rates.per_address,
            Reader::Actor(_) => self.rates.per_actor,
        }
    }
}

/// Who pays for what a request reads.
#[derive(Debug, Clone)]
pub(crate) struct ReadBudget(Option<(Arc<ReadBudgets>, Reader)>);

impl ReadBudget {
    /// For the answer to a write, which was counted already.
    pub(crate) const fn free() -> Self {
        Self(None)
    }

    /// For an answer whose price is known once it is made: lets in whoever has something left.
    pub(crate) fn admit(&self) -> Result<Admitted, ApiError> {
        let spent = self.spend(LEAST)?;
        Ok(Admitted(spent))
    }

    /// Takes the price of an answer that is about to be read. Whoever has the answer already does not call it.
    pub(crate) fn spend(&self, cost: u64) -> Result<Spent, ApiError> {
        if let Some((budgets, reader)) = &self.0
            && let Some(rate) = budgets.rate(*reader)
        {
            budgets
                .readers
                .spend(*reader, cost, rate, Instant::now())
                .map_err(|retry_after| ApiError::BudgetSpent { cost, limit: rate, retry_after })?;
        }
        Ok(Spent { budget: self.clone(), cost })
    }
}

/// Somebody whose answer is being made.
#[derive(Debug)]
pub(crate) struct Admitted(Spent);

impl Admitted {
    /// The answer had this price.
    pub(crate) fn pay(self, cost: u64) -> Spent {
        let Self(Spent { budget, cost: paid }) = self;
        let cost = cost.max(paid);
        if let Some((budgets, reader)) = &budget.0
            && let Some(rate) = budgets.rate(*reader)
        {
            budgets.readers.owe(*reader, cost - paid, rate, Instant::now());
        }
        Spent { budget, cost }
    }
}

/// The price that was paid for an answer; it travels with it.
#[derive(Debug, Clone)]
pub(crate) struct Spent {
    budget: ReadBudget,
    cost: u64,
}

impl Spent {
    pub(crate) fn header(&self) -> (HeaderName, HeaderValue) {
        (GALLEY_COST, HeaderValue::from(self.cost))
    }

    /// The client had the answer already.
    pub(crate) fn give_back(&self) {
        if let Some((budgets, reader)) = &self.budget.0 {
            budgets.readers.give_back(reader, self.cost);
        }
    }
}

impl FromRequestParts<HttpState> for ReadBudget {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Self::Rejection> {
        let actor = parts.extensions.get::<Identified>().map(|found| &found.actor);
        let reader = match (actor, parts.extensions.get::<ClientIp>()) {
            (Some(actor @ (Actor::User { .. } | Actor::Token { .. })), _) => {
                Some(Reader::Actor(actor.reference()))
            }
            (_, Some(ClientIp(address))) => Some(Reader::Address(limit_key(*address))),
            (_, None) => None,
        };
        Ok(Self(reader.map(|reader| (Arc::clone(&state.reads), reader))))
    }
}

/// Debts that shrink with time: nobody owes more than their rate of a minute.
#[derive(Debug)]
struct Buckets<K>(Mutex<HashMap<K, Debt>>);

#[derive(Debug, Clone, Copy)]
struct Debt {
    entries: f64,
    at: Instant,
}

impl Debt {
    fn after(self, rate: u32, now: Instant) -> f64 {
        let paid = now.saturating_duration_since(self.at).as_secs_f64() * f64::from(rate) / 60.0;
        (self.entries - paid).max(0.0)
    }
}

impl<K> Default for Buckets<K> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: Hash + Eq> Buckets<K> {
    /// The error is how long to wait. Who owes nothing may have one answer at any price.
    fn spend(&self, key: K, cost: u64, rate: u32, now: Instant) -> Result<(), Duration> {
        let cost = f64::from(u32::try_from(cost).unwrap_or(u32::MAX));
        let most = f64::from(rate);
        let mut debts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let debt = debts.entry(key).or_insert(Debt { entries: 0.0, at: now });
        let owed = debt.after(rate, now);
        let over = owed + cost.min(most) - most;
        if over > 0.0 {
            return Err(Duration::from_secs_f64(over * 60.0 / most.max(1.0)));
        }
        *debt = Debt { entries: owed + cost, at: now };
        Ok(())
    }

    /// Adds to what is owed, whatever that is.
    fn owe(&self, key: K, cost: u64, rate: u32, now: Instant) {
        let cost = f64::from(u32::try_from(cost).unwrap_or(u32::MAX));
        let mut debts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let debt = debts.entry(key).or_insert(Debt { entries: 0.0, at: now });
        *debt = Debt { entries: debt.after(rate, now) + cost, at: now };
    }

    fn give_back(&self, key: &K, cost: u64) {
        let mut debts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(debt) = debts.get_mut(key) {
            debt.entries = (debt.entries - f64::from(u32::try_from(cost).unwrap_or(u32::MAX))).max(0.0);
        }
    }

    fn forget_idle(&self, rate: u32, now: Instant) {
        let mut debts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        debts.retain(|_, debt| debt.after(rate, now) > 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_spent_by_cost_and_comes_back_with_time() {
        let (buckets, start) = (Buckets::<u8>::default(), Instant::now());
        let spend = |cost, seconds| buckets.spend(1, cost, 600, start + Duration::from_secs(seconds));
        assert_eq!(spend(500, 0), Ok(()));
        assert_eq!(spend(100, 0), Ok(()));
        assert_eq!(spend(50, 0), Err(Duration::from_secs(5)), "ten come back in a second");
        assert_eq!(spend(50, 4), Err(Duration::from_secs(1)));
        assert_eq!(spend(50, 5), Ok(()));
        assert_eq!(buckets.spend(2, 600, 600, start), Ok(()), "everybody has a budget of their own");
    }

    #[test]
    fn what_was_not_read_is_given_back() {
        let (buckets, now) = (Buckets::<u8>::default(), Instant::now());
        assert_eq!(buckets.spend(1, 600, 600, now), Ok(()));
        buckets.give_back(&1, 600);
        assert_eq!(buckets.spend(1, 600, 600, now), Ok(()));
    }

    #[test]
    fn an_answer_that_costs_more_than_a_minute_can_be_had_by_who_owes_nothing() {
        let (buckets, now) = (Buckets::<u8>::default(), Instant::now());
        assert_eq!(buckets.spend(1, 10_000, 600, now), Ok(()));
        assert!(buckets.spend(1, 1, 600, now + Duration::from_mins(1)).is_err(), "and it is paid for");
    }

    #[test]
    fn what_turned_out_to_cost_more_is_owed_like_the_rest() {
        let (buckets, now) = (Buckets::<u8>::default(), Instant::now());
        assert_eq!(buckets.spend(1, 1, 600, now), Ok(()));
        buckets.owe(1, 899, 600, now);
        assert_eq!(buckets.spend(1, 1, 600, now), Err(Duration::from_millis(30_100)));
        assert_eq!(buckets.spend(1, 1, 600, now + Duration::from_secs(31)), Ok(()));
    }

    #[test]
    fn only_those_who_owe_are_remembered() {
        let (buckets, now) = (Buckets::<u8>::default(), Instant::now());
        assert_eq!(buckets.spend(1, 10, 600, now), Ok(()));
        assert_eq!(buckets.spend(2, 600, 600, now), Ok(()));
        buckets.forget_idle(600, now + Duration::from_secs(30));
        assert_eq!(buckets.0.lock().unwrap().len(), 1);
    }
}
