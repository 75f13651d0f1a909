//! The types that cross the boundary of the core: what the command line prints as JSON, what the
//! browser receives as objects, and what a store keeps. TypeScript twins are generated from them.
//!
//! Offsets count Unicode characters (code points) of the text they point into. Optional fields
//! are left out when empty, so that a report says only what is known.

mod check;
mod kind;
mod learned;
mod reading;
mod reason;
mod relation;

pub use check::{ClaimCheck, Outcome};
pub use kind::{Detail, Kind};
pub use learned::SiteSummary;
pub use reading::{
    Agency, AgencyRole, Anchor, Block, Conflict, Embedded, Mark, REPORT_VERSION, Reading, Sources,
    Warning,
};
pub(crate) use reason::sentences;
pub use reason::{Reason, ReasonCode, ReasonValue};
pub use relation::{
    Cut, Edit, EditType, EventSize, Family, Pair, Passage, Raw, Relation, Side, Source,
};

/// A span of Unicode characters: `[begin, end)`.
pub type Span = [u32; 2];
