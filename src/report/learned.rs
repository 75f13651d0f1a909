//! What the core has learned of a site.

use serde::{Deserialize, Serialize};

/// How much of the stored pages of a site is boilerplate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
pub struct SiteSummary {
    /// Pages counted, each with a story of its own.
    pub pages: u32,
    /// Words of all their blocks.
    pub words: f64,
    /// Words of the blocks that are not the story.
    pub boilerplate: f64,
}
