//! Statements of a page that can be checked, and what came of it.

use serde::{Deserialize, Serialize};

use super::Reason;

/// Whether a statement holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS, schemars::JsonSchema), ts(export))]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The agency's own text is the same.
    Holds,
    /// It is not.
    Fails,
    /// There is nothing to hold it against, or too little is the same to tell.
    Unknown,
}

/// A statement of the page about its text, held against the agency's own text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "types",
    derive(ts_rs::TS, schemars::JsonSchema),
    ts(export, optional_fields)
)]
pub struct ClaimCheck {
    /// The statement, in the page's words.
    pub claim: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Id of the stored story that it was held against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
    /// What was found.
    pub why: Vec<String>,
    /// The same in codes, for hosts with words of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(as = "Option<Vec<Reason>>"))]
    pub reasons: Vec<Reason>,
}
