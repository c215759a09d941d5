//! How far a long command is, on one line of a terminal; nothing elsewhere.

use std::io::Write as _;

#[derive(Debug)]
pub(crate) struct Progress {
    what: &'static str,
    visible: bool,
    shown: Option<usize>,
}

impl Progress {
    pub(crate) fn new(what: &'static str, visible: bool) -> Self {
        Self { what, visible, shown: None }
    }

    /// Once for each percent.
    pub(crate) fn show(&mut self, done: usize, all: usize) {
        let percent = done * 100 / all.max(1);
        if self.visible && self.shown != Some(percent) {
            self.shown = Some(percent);
            // A line that cannot be shown is no reason to stop.
            let _unseen = write!(std::io::stderr(), "\r{done} of {all} {} ({percent} %)", self.what);
        }
    }

    pub(crate) fn finish(&mut self) {
        if self.shown.is_some() {
            let _unseen = writeln!(std::io::stderr());
        }
    }
}
