//! The render under way on this thread: its data, its limits, what it used, and why it was stopped.
//!
//! The template engine shares its functions between all renders, so what belongs to one render is found here.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::Words;
use super::data::{DataError, PageData};
use super::limits::{self, RenderLimits};
use crate::RenderError;
use crate::head::head;
use crate::pages::Page;

/// Bytes that are kept for the price of one step.
const BYTES_A_STEP: usize = 16;
/// A template that works so long by itself is to blame when its page is late.
const TOO_SLOW: Duration = Duration::from_secs(2);

thread_local! {
    static CURRENT: RefCell<Option<Rc<Call>>> = const { RefCell::new(None) };
}

/// One render.
pub(crate) struct Call {
    data: Arc<dyn PageData>,
    pub(super) limits: RenderLimits,
    pub(crate) time_zone: TimeZone,
    /// What `head()` writes.
    pub(crate) head: String,
    pub(crate) language: String,
    pub(crate) words: Arc<Words>,
    queries: Cell<usize>,
    rows: Cell<usize>,
    /// When the render began, and how long it waited for answers of the site since.
    started: Instant,
    waited: Cell<Duration>,
    steps: Cell<usize>,
    /// How many captures are open: what is written now is kept, and the bound on the output does not see it.
    captures: Cell<i64>,
    /// The bytes of the largest value that a template had in its hands.
    largest: Cell<usize>,
    stopped: RefCell<Option<RenderError>>,
}

/// Keeps a call current until it is dropped, also when the render panics.
pub(super) struct Entered {
    previous: Option<Rc<Call>>,
}

/// The render that a template function serves.
pub(crate) fn current() -> tera::TeraResult<Rc<Call>> {
    CURRENT
        .with_borrow(Clone::clone)
        .ok_or_else(|| tera::Error::message("this function works only while a page is rendered"))
}

impl Call {
    pub(super) fn new(
        data: Arc<dyn PageData>,
        limits: RenderLimits,
        page: &Page,
        words: Arc<Words>,
        style: Option<&str>,
    ) -> Rc<Self> {
        let site = &page.shared().site;
        Rc::new(Self {
            data,
            limits,
            time_zone: time_zone(&site.time_zone),
            language: site.language.clone(),
            words,
            head: head(page, style),
            queries: Cell::new(0),
            rows: Cell::new(0),
            started: limits::now(),
            waited: Cell::new(Duration::ZERO),
            steps: Cell::new(0),
            captures: Cell::new(0),
            largest: Cell::new(page.longest_text()),
            stopped: RefCell::new(None),
        })
    }

    pub(super) fn enter(self: &Rc<Self>) -> Entered {
        Entered { previous: CURRENT.replace(Some(Rc::clone(self))) }
    }

    /// Asks the site, if the render still may.
    pub(crate) fn query<T>(
        &self,
        ask: impl FnOnce(&dyn PageData) -> Result<T, DataError>,
    ) -> tera::TeraResult<T> {
        self.check_deadline()?;
        let limit = self.limits.queries;
        if self.queries.get() >= limit {
            return Err(self.stop(RenderError::OverBudget { what: "queries", limit }));
        }
        self.queries.set(self.queries.get() + 1);
        let asked = limits::now();
        let answer = ask(self.data.as_ref());
        self.waited.set(self.waited.get() + asked.elapsed());
        let answer = answer.map_err(|error| match error {
            DataError::Refused(message) => tera::Error::message(message),
            failed @ DataError::Failed(_) => self.stop(RenderError::Data(failed)),
        })?;
        self.check_deadline()?;
        Ok(answer)
    }

    pub(crate) fn count_rows(&self, rows: usize) -> tera::TeraResult<()> {
        let limit = self.limits.rows;
        self.rows.set(self.rows.get().saturating_add(rows));
        if self.rows.get() > limit {
            return Err(self.stop(RenderError::OverBudget { what: "rows", limit }));
        }
        Ok(())
    }

    /// Takes steps from the budget, which is what a template does that costs no output.
    pub(crate) fn spend(&self, steps: usize) -> tera::TeraResult<()> {
        let limit = self.limits.steps;
        self.steps.set(self.steps.get().saturating_add(steps));
        if self.steps.get() > limit {
            return Err(self.stop(RenderError::OverBudget { what: "steps", limit }));
        }
        self.check_deadline()
    }

    /// What one pass of a template costs. What it prints into a capture may be as large as the largest value.
    pub(crate) fn pass(&self, steps: usize, prints: usize) -> tera::TeraResult<()> {
        let captured = if self.captures.get() > 0 { prints } else { 0 };
        self.spend(steps.saturating_add(captured.saturating_mul(self.largest.get() / BYTES_A_STEP)))
    }

    /// What it costs to keep a text or a value of so many bytes.
    pub(crate) fn keep(&self, bytes: usize) -> tera::TeraResult<()> {
        self.largest.set(self.largest.get().max(bytes));
        self.spend(bytes / BYTES_A_STEP)
    }

    pub(crate) fn count_captures(&self, by: i64) {
        self.captures.set(self.captures.get().saturating_add(by));
    }

    pub(crate) fn check_deadline(&self) -> tera::TeraResult<()> {
        if self.limits.expired() { Err(self.stop(RenderError::DeadlinePassed)) } else { Ok(()) }
    }

    /// Notes the reason; the error that it returns only carries the stop through the template engine.
    pub(super) fn stop(&self, reason: RenderError) -> tera::Error {
        let message = reason.to_string();
        self.stopped.borrow_mut().get_or_insert(reason);
        tera::Error::message(message)
    }

    /// Why the render was stopped, if it was.
    pub(super) fn take_reason(&self) -> Option<RenderError> {
        let own = self.started.elapsed().saturating_sub(self.waited.get());
        match self.stopped.take() {
            Some(RenderError::DeadlinePassed) if own >= TOO_SLOW => Some(RenderError::ThemeTooSlow),
            reason => reason,
        }
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.set(self.previous.take());
    }
}

/// Keeps the zones that were asked for, so that they are parsed once.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The zone of a name, from the data in the binary, so that every machine shows the same times.
fn time_zone(name: &str) -> TimeZone {
    ZONES.get(name).unwrap_or(TimeZone::UTC)
}
