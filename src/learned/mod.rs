//! What is known before a page is read: what recurs over the reader's stored pages, and what the
//! reader has said.
//!
//! ```text
//! stored pages of a site -> Site    blocks that recur in the same place beside different stories
//! stored pages of all    -> Stock   sentences that recur in stories which share nothing else
//! all pages of a run     -> Batch   lines that recur beside different stories; openings of stories
//! corrections, packs     -> rules   what the reader, or a rule pack, says of a block
//!                             \ prior: what they say of each block of a page at hand
//! ```
//!
//! Both sketches are small counted tables, bounded in size, which a host keeps as bytes: [`learn`]
//! counts one more stored page, [`prior()`] asks.

mod batch;
mod prior;
mod site;
mod stock;
mod table;

pub use batch::Batch;
pub use prior::{Prior, Seen, prior};
pub use site::Site;
pub use stock::Stock;

use crate::report::{Reading, Span};
use crate::rules::Pack;

/// What is known before a page is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The template of the page's site.
    pub site: Option<Site>,
    /// Sentences that many sites say.
    pub stock: Option<Stock>,
    /// Rules from outside; the reader's own corrections among them.
    pub packs: Vec<Pack>,
    /// What recurs over the pages that are read in one run.
    pub batch: Option<Batch>,
}

/// Counts one more stored page of a site. `shared` are the spans of the story's text that lie in
/// passages aligned with other stored stories: they are a story that goes round, not a template.
pub fn learn(reading: &Reading, shared: &[Span], site: &mut Site, stock: &mut Stock) {
    site.count(reading, shared);
    stock.count(reading, shared);
}
