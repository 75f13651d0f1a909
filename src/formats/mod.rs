//! Native hosts' way in: files become snapshots.
//!
//! A browser hands the core a page that is already parsed. Outside a browser this room does what
//! the browser did, so that the rest of the core sees no difference.

mod html;

pub use html::snapshot_html;
