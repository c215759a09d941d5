//! The content API: what may be asked, what is found, and how it is written.

mod planner;
