//! How often somebody may do something: sign in, and write.
//!
//! Keys are the client's address behind trusted proxies and the normalised account or actor, never a text that an
//! attacker varies freely. Reads are limited by cost, in `read_budget`.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use galley_app::App;
use galley_domain::roles::ActorRef;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::errors::ApiError;
use crate::front::limit_key;
use crate::read_budget::ReadBudgets;

/// How often the counters of those who have not come for a while are dropped.
const FORGET_EVERY: Duration = Duration::from_mins(5);

/// A burst, and how fast it comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub burst: NonZeroU32,
    /// After this time one more is allowed.
    pub one_per: Duration,
}

impl Rate {
    const fn new(burst: u32, one_per: Duration) -> Self {
        let burst = match NonZeroU32::new(burst) {
            Some(burst) => burst,
            None => NonZeroU32::MIN,
        };
        Self { burst, one_per }
    }
}

/// The rates; the defaults are what Galley ships with.
#[derive(Debug, Clone)]
pub struct RateSettings {
    pub login_per_account_and_address: Rate,
    pub login_per_address: Rate,
    pub write_per_address: Rate,
    pub write_per_actor: Rate,
}

impl Default for RateSettings {
    fn default() -> Self {
        Self {
            // 10 and 50 in 15 minutes.
            login_per_account_and_address: Rate::new(10, Duration::from_secs(90)),
            login_per_address: Rate::new(50, Duration::from_secs(18)),
            // 120 in a minute; with credentials 1,000 at once and then 50 a second.
            write_per_address: Rate::new(120, Duration::from_millis(500)),
            write_per_actor: Rate::new(1_000, Duration::from_millis(20)),
        }
    }
}

/// Who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Writer {
    Address(IpAddr),
    Actor(ActorRef),
}

/// The counters of this node.
#[derive(Debug)]
pub struct RateLimits {
    login_account: DefaultKeyedRateLimiter<(IpAddr, String)>,
    login_address: DefaultKeyedRateLimiter<IpAddr>,
    write_address: DefaultKeyedRateLimiter<IpAddr>,
    write_actor: DefaultKeyedRateLimiter<ActorRef>,
}

impl RateLimits {
    pub fn new(settings: &RateSettings) -> Self {
        Self {
            login_account: limiter(settings.login_per_account_and_address),
            login_address: limiter(settings.login_per_address),
            write_address: limiter(settings.write_per_address),
            write_actor: limiter(settings.write_per_actor),
        }
    }

    /// Counts an attempt to sign in. `account` is what was typed; letter case and surrounding space do not make
    /// another account of it.
    pub fn check_login(&self, address: IpAddr, account: &str) -> Result<(), ApiError> {
        let address = limit_key(address);
        check(&self.login_address, &address)?;
        // Longer texts are no account; cutting them keeps the table of counters small.
        let account = account.trim().to_lowercase().chars().take(254).collect();
        check(&self.login_account, &(address, account))
    }

    /// Counts a write.
    pub fn check_write(&self, writer: &Writer) -> Result<(), ApiError> {
        match writer {
            Writer::Address(address) => check(&self.write_address, &limit_key(*address)),
            Writer::Actor(actor) => check(&self.write_actor, actor),
        }
    }

    /// Drops the counters that say no more than a new one would.
    fn forget_idle(&self) {
        self.login_account.retain_recent();
        self.login_address.retain_recent();
        self.write_address.retain_recent();
        self.write_actor.retain_recent();
    }
}

/// Starts the supervised task that keeps the tables of counters small; it ends when the application stops.
pub(crate) fn start_forgetting(app: &Arc<App>, limits: &Arc<RateLimits>, reads: &Arc<ReadBudgets>) {
    let (owned, limits, reads) = (Arc::clone(app), Arc::clone(limits), Arc::clone(reads));
    app.tasks.spawn(async move {
        while owned.stopping.run_until_cancelled(tokio::time::sleep(FORGET_EVERY)).await.is_some() {
            limits.forget_idle();
            reads.forget_idle();
        }
    });
}

fn limiter<K: Hash + Eq + Clone>(rate: Rate) -> DefaultKeyedRateLimiter<K> {
    // A period of zero, which a configuration may ask for, means that nothing is limited in practice.
    let quota = Quota::with_period(rate.one_per).unwrap_or(Quota::per_second(NonZeroU32::MAX));
    RateLimiter::keyed(quota.allow_burst(rate.burst))
}

fn check<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), ApiError> {
    limiter.check_key(key).map_err(|not_until| ApiError::TooManyRequests {
        retry_after: not_until.wait_time_from(DefaultClock::default().now()),
    })
}

#[cfg(test)]
mod tests {
    use galley_domain::ids::UserId;

    use super::*;

    const SLOW: Duration = Duration::from_mins(15);

    fn limits() -> RateLimits {
        RateLimits::new(&RateSettings {
            login_per_account_and_address: Rate::new(2, SLOW),
            login_per_address: Rate::new(4, SLOW),
            write_per_address: Rate::new(2, SLOW),
            write_per_actor: Rate::new(3, SLOW),
        })
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn sign_ins_are_counted_by_account_and_by_address() {
        let limits = limits();
        let here = address("192.0.2.1");
        assert!(limits.check_login(here, "ana@example.com").is_ok());
        assert!(limits.check_login(here, " ANA@example.com").is_ok());
        assert!(limits.check_login(here, "ana@example.com").is_err(), "two for one account");
        assert!(
            limits.check_login(address("192.0.2.2"), "ana@example.com").is_ok(),
            "others are not locked out"
        );
        assert!(limits.check_login(here, "ben@example.com").is_ok());
        assert!(limits.check_login(here, "eve@example.com").is_err(), "four for one address");
    }

    #[test]
    fn only_counters_that_still_count_are_kept() {
        let brief = limiter(Rate::new(1, Duration::from_nanos(1)));
        let limits = RateLimits { write_address: brief, ..limits() };
        assert!(limits.check_write(&Writer::Address(address("192.0.2.1"))).is_ok());
        assert!(limits.check_login(address("192.0.2.1"), "ana@example.com").is_ok());
        limits.forget_idle();
        assert_eq!((limits.write_address.len(), limits.login_account.len()), (0, 1));
    }

    #[test]
    fn a_refusal_says_when_to_come_back() {
        let limits = limits();
        let writer = Writer::Address(address("2001:db8::1"));
        assert!(limits.check_write(&writer).is_ok() && limits.check_write(&writer).is_ok());
        let neighbour = Writer::Address(address("2001:db8::2"));
        let error = limits.check_write(&neighbour).unwrap_err();
        let ApiError::TooManyRequests { retry_after } = error else { panic!("{error}") };
        assert!(retry_after > Duration::from_mins(14) && retry_after <= SLOW, "{retry_after:?}");
        assert!(limits.check_write(&Writer::Actor(ActorRef::User(UserId(1)))).is_ok());
    }
}
