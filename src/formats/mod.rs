//! Native hosts' way in: files become snapshots.
//!
//! A browser hands the core a page that is already parsed. Outside a browser this room does what
//! the browser did, so that the rest of the core sees no difference, and takes pages out of the files
//! that crawlers write, and stories out of a browser's backup. And it keeps stories in a folder as a browser keeps them in its database, and
//! compares more of them than fit into memory, and speaks with a browser beside it.

pub mod archive;
pub mod backup;
mod html;
pub mod library;
pub mod native;
pub mod output;
pub mod warc;

pub use html::snapshot_html;
