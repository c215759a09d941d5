//! The render under way on this thread: its data, its limits, what it used, and why it was stopped.
//!
//! The template engine shares its functions between all renders, so what belongs to one render is found here.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::data::{DataError, PageData};
use super::limits::RenderLimits;
use crate::RenderError;
use crate::head::head;
use crate::pages::Page;

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
    queries: Cell<usize>,
    rows: Cell<usize>,
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
    pub(super) fn new(data: Arc<dyn PageData>, limits: RenderLimits, page: &Page) -> Rc<Self> {
        Rc::new(Self {
            data,
            limits,
            time_zone: time_zone(&page.shared().site.time_zone),
            head: head(page),
            queries: Cell::new(0),
            rows: Cell::new(0),
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
        let answer = ask(self.data.as_ref()).map_err(|error| match error {
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

    pub(crate) fn check_deadline(&self) -> tera::TeraResult<()> {
        if self.limits.expired() { Err(self.stop(RenderError::DeadlinePassed)) } else { Ok(()) }
    }

    /// Notes the reason; the error that it returns only carries the stop through the template engine.
    pub(super) fn stop(&self, reason: RenderError) -> tera::Error {
        let message = reason.to_string();
        self.stopped.borrow_mut().get_or_insert(reason);
        tera::Error::message(message)
    }

    pub(super) fn take_reason(&self) -> Option<RenderError> {
        self.stopped.take()
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
