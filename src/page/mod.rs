//! A page as the core sees it: a [`Snapshot`] of its nodes, cut into blocks, and what the page says
//! of itself.

mod snapshot;

pub use snapshot::{SNAPSHOT_VERSION, Snapshot, SnapshotError, TEXT_NODE};
