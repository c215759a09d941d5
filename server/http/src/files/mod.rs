//! Answers that are files: which bytes of one are wanted, and under which name and rules a browser gets them.
//!
//! Owns headers only. Where the bytes come from is the handler's business.

mod byte_range;
mod content_disposition;

pub use byte_range::{ByteRange, RangeRequest, range_request};
pub use content_disposition::{Disposition, content_disposition};

/// The policy of uploaded files: whatever one of them contains runs nowhere and loads nothing.
pub const UPLOADED_FILE_POLICY: &str = "default-src 'none'; sandbox";
